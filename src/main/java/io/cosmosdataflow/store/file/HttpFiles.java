package io.cosmosdataflow.store.file;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.expression.ResolvedDataset;
import io.cosmosdataflow.store.file.format.FileDataset;
import io.cosmosdataflow.store.file.format.FileFormat;
import io.cosmosdataflow.store.file.format.LegacyDataset;
import io.cosmosdataflow.store.file.web.HttpFile;
import io.cosmosdataflow.store.file.web.HttpService;
import io.cosmosdataflow.store.kind.CopySource;
import io.cosmosdataflow.store.kind.StoreScope;
import io.cosmosdataflow.store.storage.FileLocation;
import io.cosmosdataflow.store.storage.FileSelection;
import java.util.Optional;

/**
 * Files of servers that are asked over HTTP: sources of copies, and nothing else.
 *
 * <p>Source: Microsoft Learn, connector-http, "Supported capabilities".
 */
final class HttpFiles {

    private HttpFiles() {}

    static boolean are(ResolvedDataset resolved) {
        return HttpService.is(resolved.linkedService());
    }

    /**
     * @param files what is in the answer; its place is not known before the run
     * @param nestingSeparator see {@link io.cosmosdataflow.store.kind.DataShape}
     */
    record End(HttpFile answer, FileDataset files, FileReadSettings settings, String nestingSeparator) {}

    /** Reads dataset and source; empty if issues say why, or the run will know. */
    static Optional<CopySource> source(ResolvedDataset resolved, Properties source, StoreScope scope) {
        Dataset dataset = resolved.dataset();
        boolean legacy = LegacyDataset.is(dataset.type());
        Properties resource = Properties.of(dataset.typeProperties(), dataset.shown(), source.issues());
        Optional<End> end =
                legacy ? ofLegacy(resolved, resource, source, scope) : ofFormat(resolved, resource, source, scope);
        source.ignore("type", "additionalColumns", "sourceRetryCount", "sourceRetryWait", "disableMetricsCollection");
        if (end.isPresent() || !legacy) {
            source.finish();
        }
        return end.map(answer -> new CopySource(
                FileShape.of(dataset, answer.files(), answer.nestingSeparator()),
                !(answer.files().format() instanceof FileFormat.Xml),
                true,
                (with, named) -> {
                    scope.local().ifPresent(stores -> stores.requireThisMachine(with.spark()));
                    return new HttpFileSource(answer, with);
                }));
    }

    private static Optional<End> ofLegacy(
            ResolvedDataset resolved, Properties resource, Properties source, StoreScope scope) {
        Optional<HttpFile> answer = HttpFile.ofLegacy(resolved.linkedService(), resource, source, scope);
        Optional<LegacyDataset> legacy = LegacyDataset.of(resolved.dataset().type(), resource);
        return answer.flatMap(file -> legacy.map(old ->
                new End(file, LegacyEnds.read(old, source), LegacyEnds.reading(old, source), old.nestingSeparator())));
    }

    private static Optional<End> ofFormat(
            ResolvedDataset resolved, Properties resource, Properties source, StoreScope scope) {
        Optional<HttpFile> answer = HttpFile.of(resolved.linkedService(), resource, source, scope);
        FileReadSettings settings = FileReadSettings.of(source, FileSelection.everything(0));
        Optional<FileFormat> format = FileDataset.format(resolved.dataset().type(), resource);
        return answer.flatMap(
                file -> format.map(known -> new End(file, new FileDataset(known, FileLocation.NONE), settings, "")));
    }

    /** Reports that no activity but a copy has them, nor a data flow. */
    static void refuse(LinkedService service, String what, Issues issues) {
        issues.error(
                ErrorCode.InvalidProperty,
                service.span(),
                "Linked service '" + service.name() + "' is of type '" + service.type() + "', which Data Factory "
                        + what + ".",
                "A Copy or a Lookup can read from it.");
    }
}
