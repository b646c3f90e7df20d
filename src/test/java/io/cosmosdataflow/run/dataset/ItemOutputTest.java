package io.cosmosdataflow.run.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.kind.MetadataField;
import io.cosmosdataflow.store.kind.MetadataField.ItemType;
import io.cosmosdataflow.store.kind.StoredItem;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Source: Microsoft Learn, control-flow-get-metadata-activity: "The maximum size of returned metadata is 4 MB." */
class ItemOutputTest {

    private static final int FOUR_MB = 4 * 1024 * 1024;

    private static StoredItem folder(Stream<String> names) {
        Iterator<StoredItem.Child> children =
                names.map(name -> new StoredItem.Child(name, ItemType.File)).iterator();
        return new StoredItem() {
            @Override
            public ItemType type() {
                return ItemType.Folder;
            }

            @Override
            public String name() {
                return "in";
            }

            @Override
            public Iterator<Child> children() {
                return children;
            }
        };
    }

    /** It is given up at the limit, however many there are: no list could hold these. */
    @ParameterizedTest
    @ValueSource(strings = {"file-%d.json", "ü-%d"})
    void aFolderThatDoesNotEndIsGivenUp(String pattern) {
        Stream<String> names = IntStream.iterate(1, n -> n + 1).mapToObj(pattern::formatted);

        assertThatThrownBy(() -> new ItemOutput(folder(names)).put(MetadataField.childItems))
                .isInstanceOfSatisfying(JobException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.MetadataTooLarge);
                    assertThat(failure).hasMessageContaining("'in'").hasMessageContaining("4 MB");
                });
    }

    /** What is returned is never larger, and nearly as large where the limit is nearly met. */
    @Test
    void aListUpToTheLimitIsReturned() {
        ItemOutput output = new ItemOutput(folder(IntStream.range(0, 40_000).mapToObj(n -> "x".repeat(70) + n)));

        output.put(MetadataField.childItems);

        assertThat(output.json().toString().getBytes(StandardCharsets.UTF_8).length)
                .isBetween(FOUR_MB * 95 / 100, FOUR_MB);
        assertThat(output.json().get("childItems")).hasSize(40_000);
    }
}
