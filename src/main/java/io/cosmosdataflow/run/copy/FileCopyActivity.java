package io.cosmosdataflow.run.copy;

import io.cosmosdataflow.copy.CopyLog;
import io.cosmosdataflow.copy.CopySettings;
import io.cosmosdataflow.copy.FaultTolerance;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.expression.ResolvedDataset;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.store.kind.FileCopy;
import io.cosmosdataflow.store.kind.FileCopyRequest;
import io.cosmosdataflow.store.lost.LogForm;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The Copy activity between datasets whose files are copied as they are.
 *
 * <p>Source: Microsoft Learn, format-binary: such a dataset goes with another one only; copy-activity-preserve-metadata.
 */
final class FileCopyActivity {

    private static final String ATTRIBUTES = "attributes";
    private static final List<String> RIGHTS = List.of("acl", "owner", "group");

    private FileCopyActivity() {}

    /** What is known of the two ends; what is not there has been reported. */
    record Ends(
            Optional<ResolvedDataset> from,
            Optional<Properties> source,
            Optional<ResolvedDataset> to,
            Optional<Properties> sink) {}

    /** Finishes {@code typeProperties}. */
    static Optional<CheckedActivity> check(Ends ends, Properties typeProperties, RunScope scope) {
        Issues issues = typeProperties.issues();
        CopyStores stores = new CopyStores(scope);
        CopySettings.passOver(typeProperties);
        boolean attributes = attributes(typeProperties);
        FaultTolerance faults = FaultTolerance.read(typeProperties);
        typeProperties.finish();
        Optional<CopyLog> wanted = faults.log().filter(each -> each.form() == LogForm.SESSION);
        Optional<SkipLog> log = wanted.flatMap(each -> SkipLog.checked(each, scope, issues));
        Optional<FileCopyRequest> asked = both(ends);
        return asked.flatMap(request -> {
            Optional<FileCopy> copy = stores.files(request);
            return copy.filter(each -> log.isPresent() == wanted.isPresent())
                    .map(each -> new CheckedFileCopy(
                            request.from().linkedService(),
                            request.to().linkedService(),
                            each,
                            faults,
                            log,
                            attributes));
        });
    }

    private static Optional<FileCopyRequest> both(Ends ends) {
        return ends.from().flatMap(from -> ends.source().flatMap(source -> ends.to()
                .flatMap(to -> ends.sink().map(sink -> new FileCopyRequest(from, source, to, sink)))));
    }

    /** Whether attributes are to be kept, which no file system of Hadoop can; rights are not given away in silence. */
    private static boolean attributes(Properties typeProperties) {
        List<String> words = typeProperties.texts("preserve").stream()
                .map(word -> word.trim().toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.stream().anyMatch(RIGHTS::contains)) {
            typeProperties.unsupported("preserve", "ACL, Owner and Group of files are not copied");
        }
        words.stream()
                .filter(word -> !RIGHTS.contains(word) && !word.equals(ATTRIBUTES))
                .findFirst()
                .ifPresent(word ->
                        typeProperties.notAllowed("preserve", word, List.of("Attributes", "ACL", "Owner", "Group")));
        return words.contains(ATTRIBUTES);
    }
}
