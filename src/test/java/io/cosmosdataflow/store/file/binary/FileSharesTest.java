package io.cosmosdataflow.store.file.binary;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.store.storage.ListedFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How files are shared out among tasks; numbers are arithmetic. */
class FileSharesTest {

    private static List<ListedFile> files(long... lengths) {
        List<ListedFile> files = new ArrayList<>();
        for (int i = 0; i < lengths.length; i++) {
            files.add(new ListedFile("file:/" + i, String.valueOf(i), lengths[i], Instant.EPOCH, Map.of()));
        }
        return files;
    }

    private static List<List<String>> shares(List<ListedFile> files, int cores, int connections) {
        return FileShares.of(files, cores, connections).stream()
                .map(share -> share.stream().map(ListedFile::relative).toList())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 0, 1", "100, 2, 0, 8", "100, 2, 3, 3", "5, 2, 0, 5", "100, 2, 1, 1"})
    void thereAreFourTasksForACoreUnlessThereAreFewerFilesOrConnections(
            int number, int cores, int connections, int tasks) {
        List<List<String>> shares = shares(files(new long[number]), cores, connections);

        assertThat(shares).hasSize(tasks).noneMatch(List::isEmpty);
        assertThat(shares.stream().flatMap(List::stream))
                .doesNotHaveDuplicates()
                .hasSize(number);
    }

    /** 4,096 files of 1 GiB, at most 4 GiB and what opening them takes a task: 4,096 * (1 GiB + 1 MiB) / 4 GiB. */
    @Test
    void aTaskHasSoMuchAtMost() {
        long[] lengths = new long[4096];
        java.util.Arrays.fill(lengths, 1L << 30);

        assertThat(FileShares.of(files(lengths), 2, 0)).hasSize(1025);
    }

    @Test
    void aLargeFileIsAShareOfItsOwn() {
        long mib = 1L << 20;

        assertThat(shares(files(mib, 100 * mib, mib, mib), 1, 2)).containsExactly(List.of("1"), List.of("0", "2", "3"));
    }

    /** Graham's bound for the rule: no task has more than 4/3 of what the best division would give. */
    @Test
    void sharesAreBalanced() {
        Random random = new Random(7);
        long[] lengths = random.longs(1_000, 0, 1L << 28).toArray();
        long[] sums = FileShares.of(files(lengths), 2, 0).stream()
                .mapToLong(share -> share.stream()
                        .mapToLong(each -> each.length() + (1L << 20))
                        .sum())
                .toArray();

        long average = java.util.Arrays.stream(sums).sum() / sums.length;
        assertThat(java.util.Arrays.stream(sums).max().orElseThrow()).isLessThan(average * 4 / 3);
    }
}
