package io.cosmosdataflow.store.cosmos.read;

import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosAccount;
import io.cosmosdataflow.store.cosmos.client.ServiceFaults;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownFilters;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads range by range through the Spark connector, as raw text.
 *
 * <p>The connector is given the schema of one raw body, so it never samples documents for theirs, and is told
 * that no filters are pushed: version 4.11.1 asserts that somebody said so, and Spark 3.4 does not when there
 * are none.
 */
final class PartitionedScan implements DocumentsScan {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionedScan.class);
    private static final String CONNECTOR = "com.azure.cosmos.spark.CosmosItemsDataSource";
    private static final StructType RAW = new StructType().add("_rawBody", DataTypes.StringType);

    private final DocumentsToRead documents;
    private final ReadMeter meter;
    private Batch inner;

    PartitionedScan(DocumentsToRead documents, ReadMeter meter) {
        this.documents = documents;
        this.meter = meter;
    }

    @Override
    public String description() {
        return "cosmos " + documents.shown();
    }

    @Override
    public InputPartition[] planInputPartitions() {
        try {
            return inner().planInputPartitions();
        } catch (Exception e) {
            throw ServiceFaults.reading(e, documents.address());
        }
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new PartitionedReaderFactory(inner().createReaderFactory(), documents.address(), meter);
    }

    private Batch inner() {
        if (inner == null) {
            Map<String, String> options = options();
            CaseInsensitiveStringMap map = new CaseInsensitiveStringMap(options);
            ScanBuilder builder =
                    ((SupportsRead) connector().getTable(RAW, new Transform[0], options)).newScanBuilder(map);
            if (builder instanceof SupportsPushDownFilters filters) {
                filters.pushFilters(new Filter[0]);
            }
            inner = builder.build().toBatch();
        }
        return inner;
    }

    private static TableProvider connector() {
        try {
            return (TableProvider)
                    Class.forName(CONNECTOR).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The Spark connector for Azure Cosmos DB is not on the class path.", e);
        }
    }

    /** On a cluster the connector may be loaded apart from the job; then the cost of reads stays unknown. */
    private static boolean connectorSees(Class<?> ours) {
        try {
            return Class.forName(ours.getName(), false, Class.forName(CONNECTOR).getClassLoader()) == ours;
        } catch (ClassNotFoundException e) {
            LOG.info("The request charge of reads is not counted: the connector is loaded apart from this job");
            return false;
        }
    }

    private Map<String, String> options() {
        ContainerAddress address = documents.address();
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
            options.put("spark.cosmos.disableTcpConnectionEndpointRediscovery", "true");
        }
        if (!account.preferredRegions().isEmpty()) {
            options.put(
                    "spark.cosmos.preferredRegionsList",
                    account.preferredRegions().toString());
        }
        documents.query().ifPresent(query -> options.put("spark.cosmos.read.customQuery", query));
        documents.pageSize().ifPresent(size -> options.put("spark.cosmos.read.maxItemCount", Integer.toString(size)));
        return options;
    }
}
