package io.cosmosdataflow.store.cosmos.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GivenRowsTest {

    private final GivenRows rows = new GivenRows();

    /** @return the new ones among the rows of an attempt */
    private List<String> attempt(String... row) {
        rows.restart();
        return Stream.of(row)
                .filter(each -> rows.isNew(each.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    @Test
    void eachRowIsNewOnce() {
        assertThat(attempt("a", "b")).containsExactly("a", "b");
        assertThat(attempt("a")).isEmpty();
        assertThat(attempt("a", "b", "b", "c")).containsExactly("b", "c");
        assertThat(attempt("a", "b", "b", "c")).isEmpty();
        rows.end();
        assertThat(attempt("a", "b", "b", "c", "d")).containsExactly("d");
        rows.end();
    }

    @Test
    void anAttemptThatFailsBeforeItsFirstRowIsNone() {
        assertThat(attempt()).isEmpty();
        assertThat(attempt("a")).containsExactly("a");
        assertThat(attempt()).isEmpty();
        assertThat(attempt("a", "b")).containsExactly("b");
    }

    @Test
    void otherRowsThanBeforeAreNoticedBeforeANewOneIsGiven() {
        attempt("a", "b");

        assertThatThrownBy(() -> attempt("b", "a", "c")).isInstanceOf(GivenRows.ChangedResult.class);
        assertThatThrownBy(() -> attempt("ab", "", "c")).isInstanceOf(GivenRows.ChangedResult.class);
    }

    @Test
    void fewerRowsThanBeforeAreNoticedAtTheEnd() {
        attempt("a", "b");
        attempt("a");

        assertThatThrownBy(rows::end).isInstanceOf(GivenRows.ChangedResult.class);
    }

    @Test
    void otherRowsAreNoticedAtTheEnd() {
        attempt("a", "b");
        attempt("a", "c");

        assertThatThrownBy(rows::end).isInstanceOf(GivenRows.ChangedResult.class);
    }
}
