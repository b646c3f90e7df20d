package io.cosmosdataflow.store.http;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.expression.ResolvedDataset;
import io.cosmosdataflow.http.HttpSender;
import io.cosmosdataflow.store.http.read.AnswerDocuments;
import io.cosmosdataflow.store.http.read.PageServer;
import io.cosmosdataflow.store.http.read.Recordings;
import io.cosmosdataflow.store.http.read.RestSource;
import io.cosmosdataflow.store.kind.CallService;
import io.cosmosdataflow.store.kind.CopySink;
import io.cosmosdataflow.store.kind.CopySource;
import io.cosmosdataflow.store.kind.DataShape;
import io.cosmosdataflow.store.kind.FlowSinkOpener;
import io.cosmosdataflow.store.kind.FlowSinkRequest;
import io.cosmosdataflow.store.kind.FlowSourceRequest;
import io.cosmosdataflow.store.kind.FlowSourceStore;
import io.cosmosdataflow.store.kind.Opening;
import io.cosmosdataflow.store.kind.StoreKind;
import io.cosmosdataflow.store.kind.StoreScope;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Services with a REST interface: sources of copies, and what external calls of data flows ask. In local mode a copy
 * has its answers from files.
 *
 * <p>Source: Microsoft Learn, connector-rest.
 */
public final class RestStore implements StoreKind {

    private static final String DATASET = "RestResource";

    private final StoreScope scope;
    private final AnswerDocuments documents;

    public RestStore(StoreScope scope, AnswerDocuments documents) {
        this.scope = scope;
        this.documents = documents;
    }

    /** What answers external calls at a linked service; empty if something is wrong with it, which is reported. */
    public Optional<CallService> calls(LinkedService service, Issues issues) {
        return RestService.read(service, scope.factory(), issues)
                .map(rest -> (rows, call, request, response) -> RestCalls.apply(rows, call, rest, request, response));
    }

    @Override
    public List<String> linkedServices() {
        return List.of(RestService.TYPE);
    }

    @Override
    public List<String> copiedDatasets() {
        return List.of(DATASET);
    }

    @Override
    public boolean copies(Dataset dataset) {
        return DATASET.equalsIgnoreCase(dataset.type());
    }

    @Override
    public List<String> linkedServices(Dataset dataset) {
        return linkedServices();
    }

    @Override
    public List<String> sourceTypes(ResolvedDataset dataset) {
        return List.of("RestSource");
    }

    @Override
    public List<String> sinkTypes(ResolvedDataset dataset) {
        return List.of("RestSink");
    }

    @Override
    public Optional<CopySource> source(ResolvedDataset resolved, Properties source) {
        LinkedService service = resolved.linkedService();
        Dataset dataset = resolved.dataset();
        Issues issues = source.issues();
        Properties resource = Properties.of(dataset.typeProperties(), dataset.shown(), issues);
        Optional<RestService> rest = !service.type().equals(RestService.TYPE)
                ? Optional.empty()
                : scope.localDirectory().isPresent()
                        ? RestService.recorded(service, issues)
                        : RestService.read(service, scope.factory(), issues);
        Optional<RestSettings> settings = RestSettings.read(rest, resource, source);
        source.ignore("type", "additionalColumns", "sourceRetryCount", "sourceRetryWait", "disableMetricsCollection")
                .ignore("maxConcurrentConnections")
                .finish();
        resource.finish();
        DataShape shape = DataShape.of(dataset, DataShape.Kind.DOCUMENTS, "");
        return settings.map(read ->
                new CopySource(shape, true, true, (with, named) -> opened(service, rest.orElseThrow(), read, with)));
    }

    private RestSource opened(LinkedService service, RestService rest, RestSettings settings, Opening with) {
        scope.local().ifPresent(stores -> stores.requireThisMachine(with.spark()));
        HttpSender sender = new HttpSender(settings.limits());
        PageServer server = scope.localDirectory()
                .<PageServer>map(directory -> new Recordings(directory.resolve(service.name()), rest.url()))
                .orElse((request, first) -> sender.send(request));
        return new RestSource(service.name(), settings.request(), settings.rules(), server, documents);
    }

    @Override
    public Optional<CopySink> sink(ResolvedDataset resolved, Properties sink) {
        sink.issues()
                .error(
                        ErrorCode.UnsupportedDataset,
                        resolved.dataset().span(),
                        "Dataset '" + resolved.dataset().name()
                                + "' is that of a REST service, which this version cannot write to.",
                        "A Web activity can send what is small: {\"method\": \"POST\"}.");
        return Optional.empty();
    }

    @Override
    public Optional<Function<Opening, FlowSourceStore>> source(FlowSourceRequest asked) {
        refuse(asked.linkedService(), asked.settings().issues());
        return Optional.empty();
    }

    @Override
    public Optional<FlowSinkOpener> sink(FlowSinkRequest asked) {
        refuse(asked.linkedService(), asked.settings().issues());
        return Optional.empty();
    }

    private static void refuse(LinkedService service, Issues issues) {
        issues.error(
                ErrorCode.UnsupportedLinkedService,
                service.span(),
                "Linked service '" + service.name() + "' is of type '" + service.type()
                        + "', which data flows cannot use as a source or sink in this version.",
                "Copy its answers to files first; a call transformation can ask it for each row.");
    }
}
