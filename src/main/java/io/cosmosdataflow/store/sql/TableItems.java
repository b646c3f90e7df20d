package io.cosmosdataflow.store.sql;

import io.cosmosdataflow.definition.sql.SqlKind;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.kind.ItemStore;
import io.cosmosdataflow.store.kind.MetadataField;
import io.cosmosdataflow.store.kind.MetadataField.ItemType;
import io.cosmosdataflow.store.kind.StoredItem;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.dialect.TableName;
import io.cosmosdataflow.store.sql.read.SqlSource;
import io.cosmosdataflow.store.sql.read.SqlSourceSettings;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Looks at the table or view of a dataset: at its columns alone. */
final class TableItems implements ItemStore {

    private final SqlDatabase database;
    private final TableName table;
    private final SparkSession spark;
    private JobException missing;

    TableItems(SqlDatabase database, TableName table, SparkSession spark) {
        this.database = database;
        this.table = table;
        this.spark = spark;
    }

    /**
     * What can be asked of tables.
     *
     * <p>Source: Microsoft Learn, control-flow-get-metadata-activity, "Relational database", which has SQL Server and
     * its relatives only.
     */
    static Set<MetadataField> known(Optional<SqlKind> kind) {
        return kind.filter(SqlKind.SQL_SERVER::equals).isPresent()
                ? EnumSet.of(MetadataField.exists, MetadataField.structure, MetadataField.columnCount)
                : Set.of();
    }

    /** @throws JobException those of {@link SqlSource#read}, but that a missing table is none */
    @Override
    public Optional<StoredItem> find() {
        try (SqlSource source = new SqlSource(database, Optional.of(table), SqlSourceSettings.of(Optional.empty()))) {
            return Optional.of(new Table(source.read(spark).schema()));
        } catch (JobException e) {
            if (e.code() == ErrorCode.SqlTableMissing) {
                missing = e;
                return Optional.empty();
            }
            throw e;
        }
    }

    /** {@inheritDoc} With the database's own words. */
    @Override
    public JobException missing() {
        return missing;
    }

    private record Table(StructType columns) implements StoredItem {

        @Override
        public ItemType type() {
            return ItemType.Table;
        }
    }
}
