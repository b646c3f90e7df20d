package io.cosmosdataflow.run.activity;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.store.SinkOfRun;
import io.cosmosdataflow.store.ThroughputState;
import io.cosmosdataflow.store.cosmos.CosmosStore;
import io.cosmosdataflow.store.cosmos.sdk.ConnectorVersions;
import io.cosmosdataflow.store.file.FileStore;
import io.cosmosdataflow.store.http.RestStore;
import io.cosmosdataflow.store.kind.CallService;
import io.cosmosdataflow.store.kind.FlowSinkStore;
import io.cosmosdataflow.store.kind.FlowSourceStore;
import io.cosmosdataflow.store.kind.RaisedThroughput;
import io.cosmosdataflow.store.kind.StoreKind;
import io.cosmosdataflow.store.kind.StoreScope;
import io.cosmosdataflow.store.sql.SqlStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;

/** The kinds of store of one check or one run: the only place that knows them. */
public final class Stores {

    private final List<StoreKind> kinds;
    private final RestStore rest;

    Stores(StoreScope scope) {
        this.rest = new RestStore(scope, FileStore::documents);
        this.kinds = List.of(
                new CosmosStore(scope, FileStore::seed),
                new SqlStore(scope, FileStore::seed),
                new FileStore(scope),
                rest);
    }

    /** Libraries that stores need, with what is found on the class path; empty where it is not there. */
    public static Map<String, Optional<String>> libraries() {
        Optional<ConnectorVersions> connector = ConnectorVersions.found();
        Map<String, Optional<String>> found = new LinkedHashMap<>();
        found.put("Connector", connector.map(each -> each.artifact() + " " + each.version()));
        found.put("SDK", connector.map(each -> "azure-cosmos " + each.sdk()));
        return found;
    }

    public List<StoreKind> all() {
        return kinds;
    }

    /** The kind that has datasets of this type in Copy activities. */
    public Optional<StoreKind> copying(Dataset dataset) {
        return one(kind -> kind.copies(dataset));
    }

    public Optional<StoreKind> behind(LinkedService service) {
        return one(kind -> kind.owns(service));
    }

    private Optional<StoreKind> one(Predicate<StoreKind> wanted) {
        return kinds.stream().filter(wanted).findFirst();
    }

    /**
     * Raises the throughput that the stores ask for, and puts back what dead runs have left in their accounts.
     *
     * @throws io.cosmosdataflow.diagnostic.JobException {@code CosmosThroughputFailed}, {@code CosmosNotFound}; what was
     *     raised until then is put back
     */
    public RaisedThroughput raise(List<FlowSourceStore> sources, List<FlowSinkStore> sinks, ThroughputState state) {
        RaisedOfKinds raised = new RaisedOfKinds();
        try {
            kinds.forEach(kind -> raised.kinds.push(kind.raise(sources, sinks, state)));
            return raised;
        } catch (RuntimeException e) {
            raised.close();
            throw e;
        }
    }

    private static final class RaisedOfKinds implements RaisedThroughput {

        private final Deque<RaisedThroughput> kinds = new ArrayDeque<>();

        @Override
        public void recreated(FlowSinkStore sink) {
            kinds.forEach(kind -> kind.recreated(sink));
        }

        @Override
        public void close() {
            while (!kinds.isEmpty()) {
                kinds.pop().close();
            }
        }
    }

    /**
     * Sinks that have rejects of a run, by activity and name.
     *
     * @throws io.cosmosdataflow.diagnostic.JobException {@code UnknownRun} if there are none
     */
    public List<SinkOfRun> rejecting(String directory, String runId, Configuration configuration) {
        return kinds.stream()
                .flatMap(kind -> kind.rejecting(directory, runId, configuration).stream())
                .toList();
    }

    /** What answers external calls at a linked service; empty if something is wrong with it, which is reported. */
    public Optional<CallService> calls(LinkedService service, Issues issues) {
        return rest.calls(service, issues);
    }
}
