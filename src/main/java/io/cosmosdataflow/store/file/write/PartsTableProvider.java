package io.cosmosdataflow.store.file.write;

import io.cosmosdataflow.store.file.storage.Handover;
import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Spark's way to a {@link PartsTable}; public because Spark makes it by its name. */
public final class PartsTableProvider implements TableProvider {

    static final String TOKEN = "token";

    static final Handover<PartsTable> TABLES = new Handover<>();

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return new StructType();
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return TABLES.get(new CaseInsensitiveStringMap(properties).get(TOKEN));
    }

    /** The rows' own schema is the table's. */
    @Override
    public boolean supportsExternalMetadata() {
        return true;
    }
}
