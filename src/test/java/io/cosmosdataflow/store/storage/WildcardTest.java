package io.cosmosdataflow.store.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sources: Microsoft Learn, connector-azure-blob-storage and data-flow-source; Hadoop, FileSystem.globStatus. */
class WildcardTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.csv          | a.csv        | true",
                "*.csv          | a.csv.gz     | false",
                "*.csv          | f/a.csv      | false",
                "a?.csv         | ab.csv       | true",
                "a?.csv         | a.csv        | true",
                "a^*.csv        | a*.csv       | true",
                "a^*.csv        | ab.csv       | false",
                "**/a.csv       | f/g/a.csv    | true",
                "**/a.csv       | a.csv        | true",
                "[ab].csv       | a.csv        | false"
            })
    void ofCopies(String wildcard, String path, boolean means) {
        assertThat(Wildcard.pattern(wildcard).test(path)).isEqualTo(means);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a?.csv         | a.csv        | false",
                "[ab].csv       | b.csv        | true",
                "[a-c].csv      | d.csv        | false",
                "[^a-c].csv     | d.csv        | true",
                "{a,bc}.csv     | bc.csv       | true",
                "{a,b{c,d}}.csv | bd.csv       | true",
                "{a,b{c,d}}.csv | b.csv        | false",
                "{a,}b.csv      | b.csv        | true",
                "a{b,c          | a{b,c        | true",
                "[!a-c].csv     | d.csv        | true",
                "[a-].csv       | -.csv        | true",
                "[^a]b.csv      | f/b.csv      | false",
                "f/**/a.csv     | f/g/h/a.csv  | true"
            })
    void ofDataFlows(String wildcard, String path, boolean means) {
        assertThat(Wildcard.glob(wildcard).test(path)).isEqualTo(means);
    }

    /** Stars and braces that can share the same characters in very many ways. Source: CWE-1333. */
    @Test
    void manyWaysTakeNoLongerThanOne() {
        String name = "a".repeat(200);
        for (Predicate<String> each : List.of(
                Wildcard.pattern("*a".repeat(30) + "b"),
                Wildcard.pattern("?".repeat(300) + "b"),
                Wildcard.glob("{a,aa}".repeat(100) + "b"),
                Wildcard.glob("{*,{*,*}}".repeat(30) + "b"))) {
            assertThat(assertTimeoutPreemptively(SOON, () -> each.test(name))).isFalse();
            assertThat(assertTimeoutPreemptively(SOON, () -> each.test(name + "b")))
                    .isTrue();
        }
    }

    @Test
    void bracesThatAreTooDeep() {
        assertThatThrownBy(() -> Wildcard.glob("{".repeat(100_000) + "}"))
                .isInstanceOfSatisfying(
                        JobException.class, thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.InvalidProperty));
    }
}
