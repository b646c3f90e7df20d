package io.cosmosdataflow.definition.load;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.definition.Resource;
import io.cosmosdataflow.definition.SqlPool;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonArray;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.definition.load.ResourceKind.Key;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * What a pipeline or data flow uses, and what that uses in turn. References count wherever they stand, so that
 * settings that this version does not know are followed too; those of inactive activities do not count.
 */
public final class Reach {

    private final Factory factory;
    private final Set<Key> reached = new LinkedHashSet<>();

    /** Of those reached, the ones whose definitions are still to be read: a chain of resources may be long. */
    private final Queue<Key> waiting = new ArrayDeque<>();

    private Reach(Factory factory) {
        this.factory = factory;
    }

    /** With {@code start} itself; also names that no resource has. */
    static Set<Key> of(Factory factory, Resource start) {
        Reach reach = new Reach(factory);
        reach.visit(ResourceKind.keyOf(start));
        while (!reach.waiting.isEmpty()) {
            reach.find(reach.waiting.poll()).ifPresent(resource -> reach.value(resource.raw()));
        }
        return reach.reached;
    }

    /** Linked services alone, by name. */
    public static List<LinkedService> linkedServices(Factory factory, Resource start) {
        return of(factory, start).stream()
                .filter(key -> key.kind() == ResourceKind.LINKED_SERVICE)
                .flatMap(key -> factory.linkedServices().find(key.name()).stream())
                .sorted(Comparator.comparing(LinkedService::name))
                .toList();
    }

    private void visit(Key key) {
        if (reached.add(key)) {
            waiting.add(key);
        }
    }

    private Optional<? extends Resource> find(Key key) {
        return switch (key.kind()) {
            case LINKED_SERVICE -> factory.linkedServices().find(key.name());
            case DATASET -> factory.datasets().find(key.name());
            case PIPELINE -> factory.pipelines().find(key.name());
            case DATA_FLOW -> factory.dataFlows().find(key.name());
            case CREDENTIAL -> factory.credentials().find(key.name());
            case INTEGRATION_RUNTIME -> factory.hosting().integrationRuntimes().find(key.name());
            case TRIGGER -> factory.hosting().triggers().find(key.name());
            case FACTORY -> Optional.empty();
        };
    }

    private void value(JsonValue value) {
        if (value instanceof JsonObject object) {
            if (!inactive(object)) {
                text(object, "referenceName").ifPresent(name -> reference(object, name));
                object.members().values().forEach(member -> value(member.value()));
            }
        } else if (value instanceof JsonArray array) {
            array.items().forEach(this::value);
        } else if (value instanceof JsonText text && namesTheFactory(text.text())) {
            visit(ResourceKind.FACTORY.key(""));
        }
    }

    /** Without a type it may be of any kind. */
    private void reference(JsonObject object, String name) {
        Optional<String> type = text(object, "type");
        if (type.filter(Reference.SQL_POOL::equalsIgnoreCase).isPresent()) {
            SqlPool.services(factory).forEach(service -> visit(ResourceKind.keyOf(service)));
        } else if (type.isPresent()) {
            ResourceKind.ofReference(type.get()).ifPresent(kind -> visit(kind.key(name)));
        } else {
            for (ResourceKind kind : ResourceKind.values()) {
                visit(kind.key(name));
            }
        }
    }

    private static boolean inactive(JsonObject object) {
        return text(object, "state").filter("Inactive"::equalsIgnoreCase).isPresent()
                && object.find("name").isPresent()
                && object.find("type").isPresent();
    }

    private static boolean namesTheFactory(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("globalparameters") || lower.contains("datafactory");
    }

    private static Optional<String> text(JsonObject object, String name) {
        return object.find(name)
                .map(Member::value)
                .flatMap(value -> value instanceof JsonText text ? Optional.of(text.text()) : Optional.empty());
    }
}
