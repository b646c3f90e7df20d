package io.cosmosdataflow.run;

import io.cosmosdataflow.run.FeedKills.Point;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that follow a change feed are killed at each of their steps. */
class KilledFeedTest {

    /** A file appears by a link, or replaces another one, in a single step. */
    private static final List<Point> ON_LOCAL_FILES = List.of(
            Point.at("before the first file of state", "create locks/", 1).unrecorded(),
            Point.at("in the middle of the file of the lock", "half locks/", 1).unrecorded(),
            Point.at("with the lock, before the record", "create runs/", 1).unrecorded(),
            Point.at("before the activity is in the record", "create runs/", 2),
            Point.at("before the ranges are in the record", "create runs/", 3),
            Point.at("between the record of the ranges and the mark", "create " + FeedKills.PENDING, 1),
            Point.at("with the mark, before the first sink", "begin task 0", 1),
            Point.at("after a part of the first sink", "end task 0", 2).andAgain(),
            Point.at("between the sinks", "begin task 1", 1),
            Point.at("in the middle of the second sink", "end task 1", 2).andAgain(),
            Point.at("between the sinks' commit and the checkpoint", "create " + FeedKills.CHECKPOINT, 1)
                    .andAgain(),
            Point.at("in the middle of the checkpoint", "half " + FeedKills.CHECKPOINT, 1),
            Point.at("after the checkpoint, before the mark goes", "delete " + FeedKills.PENDING + ".json$", 1),
            Point.at("without the mark, before the record", "create runs/", 4).andAgain(),
            Point.at("in the middle of the last record", "half runs/", 5));

    @TempDir
    Path directory;

    @Test
    void killsAtAnyStepOnLocalFilesLoseNothing() throws Exception {
        new FeedKills(directory).killAtEach("file:", ON_LOCAL_FILES);
    }
}
