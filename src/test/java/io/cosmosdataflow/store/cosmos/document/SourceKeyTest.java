package io.cosmosdataflow.store.cosmos.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rows carry of the keys of their documents. Source: as for {@link KeyMembersTest}. */
class SourceKeyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "/pk # {'id':'1','pk':null} # {'id':'1'} # n",
                "/pk # {'id':'1'} # {'id':'1','pk':null} # m",
                "/pk # {'id':'1'} # {'id':'1','pk':'x'} # p",
                "/pk # {'id':'a\\n/pk\\nb','pk':null} # {'id':'a\\n/pk\\nb'} # n",
                "/t /u/id # {'id':'1','t':'a','u':{'id':null}} # {'id':'1','t':'a'} # pn",
                "/t /u/id # {'id':'1','u':3} # {'id':'1','t':null,'u':{'id':null}} # mm"
            })
    void aRowKeepsTheNullsOfItsDocument(String paths, String source, String row, String kinds) {
        ScannedDocument document = KeyMembersTest.scanned(row.replace('\'', '"'), KeyMembersTest.paths(paths));

        UTF8String carried = new SourceKey.Reader(KeyMembersTest.paths(paths))
                .read(UTF8String.fromString(source.replace('\'', '"')));

        assertThat(SourceKey.of(carried).told(document, KeyMembersTest.paths(paths)))
                .contains(KeyMembersTest.key(document, kinds));
    }

    @Test
    void aRowThatIsNotItsDocumentsTellsNothing() {
        List<String> paths = List.of("/pk");
        SourceKey.Reader reader = new SourceKey.Reader(paths);
        SourceKey ofNull = SourceKey.of(reader.read(UTF8String.fromString("{\"id\":\"1\",\"pk\":null}")));
        SourceKey ofValue = SourceKey.of(reader.read(UTF8String.fromString("{\"id\":\"1\",\"pk\":\"x\"}")));
        ScannedDocument row = KeyMembersTest.scanned("{\"id\":\"1\"}", paths);

        assertThat(ofNull.told(KeyMembersTest.scanned("{\"id\":\"2\"}", paths), paths))
                .as("another id")
                .isEmpty();
        assertThat(ofNull.told(row, List.of("/other"))).as("another container").isEmpty();
        assertThat(ofValue.told(row, paths)).as("a value that is gone").isEmpty();
        assertThat(Optional.ofNullable(reader.read(UTF8String.fromString("{\"pk\":null}"))))
                .isEmpty();
        assertThat(Optional.ofNullable(reader.read(null))).isEmpty();
    }
}
