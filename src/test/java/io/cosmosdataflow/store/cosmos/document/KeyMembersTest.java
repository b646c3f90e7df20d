package io.cosmosdataflow.store.cosmos.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Null and missing values of partition keys. Source: Microsoft Learn, Azure Cosmos DB, partitioning-overview:
 * PartitionKey.NULL and PartitionKey.NONE are two keys.
 */
class KeyMembersTest {

    static ScannedDocument scanned(String text, List<String> paths) {
        try {
            return new DocumentScanner(paths).scan(text.getBytes(StandardCharsets.UTF_8), () -> "new");
        } catch (InvalidDocument e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static List<String> paths(String paths) {
        return List.of(paths.split(" "));
    }

    /** @param kinds {@code n}ull, {@code m}issing, or {@code p}resent as the document has it, for each path */
    static List<KeyValue> key(ScannedDocument document, String kinds) {
        List<KeyValue> key = new ArrayList<>();
        for (int i = 0; i < kinds.length(); i++) {
            key.add(
                    switch (kinds.charAt(i)) {
                        case 'n' -> new KeyValue.Null();
                        case 'm' -> new KeyValue.Missing();
                        default -> document.partitionKey().get(i);
                    });
        }
        return key;
    }

    /** All that is no key keeps its characters: numbers are not to become others, or get an exponent. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "/pk # m # {'id':'1','pk':null,'v':0.00000000,'w':1E5,'x':-0,'y':12345678901234567890123}"
                        + " # {'id':'1','v':0.00000000,'w':1E5,'x':-0,'y':12345678901234567890123}",
                "/pk # n # {'id':'1','v':1.50e-3} # {'id':'1','v':1.50e-3,'pk':null}",
                "/pk # n # {'id':'1','pk':{'a':1}} # {'id':'1','pk':null}",
                "/u/id # n # {'id':'1','u':{'a':[1.10,{'id':2}]}} # {'id':'1','u':{'a':[1.10,{'id':2}],'id':null}}",
                "/u/id # n # {'id':'1','u':null} # {'id':'1','u':{'id':null}}",
                "/u/id # n # {'id':'1'} # {'id':'1','u':{'id':null}}",
                "/u/id # m # {'id':'1','u':{'id':null,'a':0E-8}} # {'id':'1','u':{'a':0E-8}}",
                "/u/id # m # {'id':'1','u':[{'id':null}]} # {'id':'1','u':[{'id':null}]}",
                "/t /u/id /u/s # pnm # {'id':'1','t':'a','u':{'s':null}} # {'id':'1','t':'a','u':{'id':null}}",
                "/t /u/id /u/s # mmn # {'id':'1','t':null,'u':3} # {'id':'1','u':{'s':null}}"
            })
    void onlyTheNullsOfTheKeyChange(String paths, String kinds, String text, String changed) {
        ScannedDocument document = scanned(text.replace('\'', '"'), paths(paths));
        List<KeyValue> key = key(document, kinds);

        ScannedDocument other = KeyMembers.with(document, paths(paths), key);

        assertThat(other.text()).isEqualTo(changed.replace('\'', '"'));
        assertThat(scanned(other.text(), paths(paths)).partitionKey()).isEqualTo(key);
        assertThat(other.bytes()).isEqualTo(other.text().length());
    }
}
