package io.cosmosdataflow.run.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.Category;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.Severity;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.ActivitySession;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.Pause;
import io.cosmosdataflow.run.dataset.ItemWish.Look;
import io.cosmosdataflow.store.kind.MetadataField;
import io.cosmosdataflow.store.kind.StoredItem;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A Validation activity whose item and settings are known.
 *
 * @param settings of the activity, for the place of one that the item cannot meet
 */
record CheckedValidation(NamedItem item, ItemWish wish, Times times, Properties settings) implements CheckedActivity {

    /**
     * When it looks.
     *
     * @param all together
     * @param between two looks
     */
    record Times(Duration all, Duration between) {}

    @Override
    public ObjectNode run(ActivityContext given) {
        ActivityContext context = given.withSpark(ActivitySession.of(given.spark()));
        Instant start = Instant.now();
        ObjectNode output = await(
                () -> item.with(context, store -> store.find().map(this::look).orElse(ItemWish.NOTHING)),
                context.remark());
        ItemOutput.finish(output, start);
        return output;
    }

    private Look look(StoredItem found) {
        Optional<MetadataField> wrong = wish.wrongFor(found.type());
        if (wrong.isPresent()) {
            String name = wrong.get() == MetadataField.size ? "minimumSize" : "childItems";
            throw JobException.of(new Issue(
                    ErrorCode.InvalidProperty,
                    Severity.ERROR,
                    settings.spanOf(name),
                    "'" + name + "' of " + settings.owner() + " can never be met: dataset '"
                            + item.dataset().name() + "' points to a "
                            + found.type().name().toLowerCase(Locale.ROOT) + ".",
                    "Ask for 'minimumSize' of a file, and for 'childItems' of a folder."));
        }
        return wish.look(found);
    }

    /**
     * Looks until it sees what it waits for. A store that has answered once and then fails may be there again for the
     * next look; one that fails at the first is most likely wrongly defined.
     *
     * @throws JobException {@link ErrorCode#RunTimedOut} with what was there at last
     */
    ObjectNode await(Supplier<Look> looks, Consumer<String> remark) {
        long start = System.nanoTime();
        Look look = looks.get();
        while (look.output().isEmpty()) {
            Duration left = times.all().minusNanos(System.nanoTime() - start);
            if (left.isNegative() || left.isZero()) {
                throw JobException.of(
                        ErrorCode.RunTimedOut,
                        settings.owner() + " has waited for " + times.all().toSeconds() + " s for dataset '"
                                + item.dataset().name() + "' on linked service '"
                                + item.linkedService().name() + "', and at last " + look.seen()
                                + ". Raise 'timeout', or see why the data does not come.");
            }
            Pause.of(left.compareTo(times.between()) < 0 ? left : times.between());
            look = again(looks, look, remark);
        }
        return look.output().get();
    }

    private static Look again(Supplier<Look> looks, Look before, Consumer<String> remark) {
        try {
            return looks.get();
        } catch (JobException e) {
            if (e.code().category() != Category.EXTERNAL || interrupted(e)) {
                throw e;
            }
            String seen = "the store did not answer: " + e.getMessage();
            if (!seen.equals(before.seen())) {
                remark.accept(seen + " It is asked again.");
            }
            return new Look(Optional.empty(), seen);
        }
    }

    private static boolean interrupted(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedIOException
                    || cause instanceof ClosedByInterruptException
                    || cause instanceof InterruptedException) {
                return true;
            }
        }
        return Thread.currentThread().isInterrupted();
    }
}
