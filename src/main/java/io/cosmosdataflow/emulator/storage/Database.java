package io.cosmosdataflow.emulator.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A database and its containers by id. */
public final class Database {

    private final int number;
    private final ObjectNode body;
    final Map<String, Container> containers = new ConcurrentHashMap<>();

    Database(int number, ObjectNode body) {
        this.number = number;
        this.body = body;
    }

    int number() {
        return number;
    }

    public String id() {
        return body.get("id").textValue();
    }

    public String rid() {
        return body.get("_rid").textValue();
    }

    /** The database's JSON; not to be changed. */
    public ObjectNode body() {
        return body;
    }

    /** Finds a container by id or resource id; 404 with sub-status 1003 when there is none. */
    public Container container(String idOrRid) {
        Container byId = containers.get(idOrRid);
        if (byId != null) {
            return byId;
        }
        for (Container container : containers.values()) {
            if (container.rid().equals(idOrRid)) {
                return container;
            }
        }
        throw ServiceError.ownerGone();
    }
}
