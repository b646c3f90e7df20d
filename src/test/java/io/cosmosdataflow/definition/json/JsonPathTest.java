package io.cosmosdataflow.definition.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$['a']['b'][0]|$['a']['b'][0]",
                "$.a.b[12].c|$['a']['b'][12]['c']",
                "$[\"a b\"]|$['a b']",
                "['prod']|['prod']",
                "prod|['prod']",
                "parent.familyname|['parent']['familyname']",
                "$.a['b.c']|$['a']['b.c']",
                "$['it\\'s']|$['it\\'s']",
                "$|$"
            })
    void pathsInEachSpelling(String text, String shown) {
        assertThat(JsonPath.parse(text)).map(JsonPath::toString).hasValue(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$['orders'][*]['id']", "$..a", "$.a.", "$a", "$['a'", "a..b", ".a", "$[?(@.x)]", "$[-1]"})
    void whatIsNoPathToOneValueIsRefused(String text) {
        assertThat(JsonPath.parse(text)).isEmpty();
    }

    @Test
    void aSeparatorSplitsANameUnlessItStandsAtAnEnd() {
        assertThat(JsonPath.members("a.b.c", ".").names()).containsExactly("a", "b", "c");
        assertThat(JsonPath.members("a.b", "").names()).containsExactly("a.b");
        assertThat(JsonPath.members(".a", ".").names()).containsExactly(".a");
        assertThat(JsonPath.members("a.", ".").names()).containsExactly("a.");
    }
}
