package io.cosmosdataflow.store.sql;

import io.cosmosdataflow.definition.Secret;
import io.cosmosdataflow.definition.SqlLinkedService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The embedded database of local mode, in any of its modes. */
final class EmbeddedDialect implements SqlDialect {

    @Override
    public String quote(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }

    @Override
    public List<Driver> drivers() {
        return List.of(new Driver("org.h2.Driver", "com.h2database:h2:2.2.224"));
    }

    @Override
    public String url(SqlLinkedService service, Driver driver) {
        throw new UnsupportedOperationException("the embedded database stands in for a server");
    }

    @Override
    public Map<String, Secret> properties(SqlLinkedService service, Driver driver) {
        return new LinkedHashMap<>();
    }

    @Override
    public boolean unauthorized(String state, int code) {
        return state.startsWith("28");
    }

    @Override
    public boolean tableMissing(String state, int code) {
        return state.equals("42S02") || state.equals("42S03") || state.equals("42S04") || state.equals("90079");
    }
}
