package io.cosmosdataflow.store.cosmos.sdk;

import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosAccount;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownFilters;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the Spark connector is asked for documents as raw text.
 *
 * <p>The connector is given the schema of one raw body, so it never samples documents for theirs, and is told
 * that no filters are pushed: version 4.11.1 asserts that somebody said so, and Spark 3.4 does not when there
 * are none.
 */
public final class ConnectorOptions {

    static final String ITEMS = "com.azure.cosmos.spark.CosmosItemsDataSource";

    /**
     * Several Spark partitions for a physical one, by its size, and at least two for each core: what 4.11.1 does by
     * itself, where the newest has one for each physical partition. docs/connectors.md has the measurement.
     */
    private static final String PARTITIONING = "Aggressive";

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorOptions.class);
    private static final StructType RAW = new StructType().add("_rawBody", DataTypes.StringType);

    private ConnectorOptions() {}

    public static Scan scan(Map<String, String> options) {
        CaseInsensitiveStringMap map = new CaseInsensitiveStringMap(options);
        ScanBuilder builder = ((SupportsRead) connector().getTable(RAW, new Transform[0], options)).newScanBuilder(map);
        if (builder instanceof SupportsPushDownFilters filters) {
            filters.pushFilters(new Filter[0]);
        }
        return builder.build();
    }

    public static Map<String, String> of(ContainerAddress address) {
        CosmosAccount account = address.account();
        Map<String, String> options = new HashMap<>();
        options.put("spark.cosmos.accountEndpoint", account.endpoint().toString());
        options.put("spark.cosmos.accountKey", account.key().reveal());
        options.put("spark.cosmos.database", address.database());
        options.put("spark.cosmos.container", address.container());
        options.put("spark.cosmos.read.inferSchema.enabled", "false");
        if (connectorSees(ReadDiagnostics.class)) {
            options.put("spark.cosmos.diagnostics", ReadDiagnostics.class.getName());
        }
        if (account.gatewayMode()) {
            options.put("spark.cosmos.useGatewayMode", "true");
        }
        if (!account.discoversRegions()) {
            options.put("spark.cosmos.disableTcpConnectionEndpointRediscovery", "true");
        }
        if (!account.preferredRegions().isEmpty()) {
            options.put(
                    "spark.cosmos.preferredRegionsList",
                    account.preferredRegions().toString());
        }
        return options;
    }

    /** Adds to {@link #of} what a read of all documents, or of a query that is answered document by document, wants. */
    public static void readInParallel(Map<String, String> options) {
        options.put("spark.cosmos.read.partitioning.strategy", PARTITIONING);
    }

    private static TableProvider connector() {
        try {
            return (TableProvider) Class.forName(ITEMS).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            LOG.debug("The connector's {} cannot be made", ITEMS, e);
            throw ConnectorCheck.unsuitable();
        }
    }

    /** On a cluster the connector may be loaded apart from the job; then the cost of reads stays unknown. */
    private static boolean connectorSees(Class<?> ours) {
        try {
            return Class.forName(ours.getName(), false, Class.forName(ITEMS).getClassLoader()) == ours;
        } catch (ClassNotFoundException e) {
            LOG.info("The request charge of reads is not counted: the connector is loaded apart from this job");
            return false;
        }
    }
}
