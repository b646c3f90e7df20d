package io.cosmosdataflow.run.copy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.copy.FaultTolerance;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.ActivitySession;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.Failures;
import io.cosmosdataflow.run.activity.Located;
import io.cosmosdataflow.store.kind.FileCopy;
import io.cosmosdataflow.store.kind.FileCopyRules;
import io.cosmosdataflow.store.lost.FileLog;
import java.util.Optional;

/**
 * A copy of files as they are, whose stores are known.
 *
 * @param attributes whether attributes of files are to be kept
 */
record CheckedFileCopy(
        LinkedService from,
        LinkedService to,
        FileCopy copy,
        FaultTolerance faults,
        Optional<SkipLog> log,
        boolean attributes)
        implements CheckedActivity {

    @Override
    public ObjectNode run(ActivityContext given) {
        ActivityContext context = given.withSpark(ActivitySession.of(given.spark()));
        if (attributes) {
            context.remark()
                    .accept("attributes of files ('preserve') are not kept: Hadoop's file systems cannot set content"
                            + " types and metadata. The bytes of the files are copied.");
        }
        CopyOutput output = new CopyOutput(from.type(), to.type());
        FileTally tally = new FileTally(
                log.isPresent(), log.filter(each -> each.settings().files()).isPresent());
        try {
            copy.run(context.opening(), new FileCopyRules(faults.skippedFiles(), faults.validatesConsistency()), tally);
        } catch (Exception | Error e) {
            throw failed(Failures.of(e), tally, context);
        }
        return output.ofFiles(tally, verification(), logged(tally, context));
    }

    private String verification() {
        if (!faults.validatesConsistency()) {
            return "NotVerified";
        }
        return copy.verifiable() ? "Verified" : "Unsupported";
    }

    /** The log has what was done until then, if anything was. */
    private JobException failed(JobException failure, FileTally tally, ActivityContext context) {
        JobException located = Located.failure(
                failure.linkedService().filter(to.name()::equals).isPresent() ? to : from, failure);
        if (!tally.log().isEmpty()) {
            try {
                logged(tally, context);
            } catch (JobException e) {
                located.addSuppressed(e);
            }
        }
        return located;
    }

    private Optional<CopyCounts.Log> logged(FileTally tally, ActivityContext context) {
        return log.map(each -> Located.at(each.linkedService(), () -> {
            FileLog.write(each.place(context), tally.log());
            return new CopyCounts.Log(each.member(), each.shown(context));
        }));
    }
}
