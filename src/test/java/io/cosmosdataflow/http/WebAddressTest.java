package io.cosmosdataflow.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebAddressTest {

    /** What may stand in a URL: RFC 3986; the others as octets of UTF-8. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            https://host/a/b?c=d&e=%20f | https://host/a/b?c=d&e=%20f
            https://host/a b?c=d e | https://host/a%20b?c=d%20e
            https://host?$filter=name eq 'x'&y="z" | https://host?$filter=name%20eq%20'x'&y=%22z%22
            https://host/{id}/[1]?a=b<c^d | https://host/%7Bid%7D/%5B1%5D?a=b%3Cc%5Ed
            https://host/100%/ä€ | https://host/100%25/%C3%A4%E2%82%AC
            http://[::1]:8080/x | http://[::1]:8080/x
            https://host/a#b | https://host/a
            """)
    void whatMayNotStandInAUrlIsEncoded(String text, String sent) {
        assertThat(WebAddress.of(text).uri()).hasToString(sent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            https://h/api/f?code=K1==&x=1 | https://h/api/f?code=***&x=1
            https://h/w?api-version=1&sp=%2F&sv=1.0&sig=K1 | https://h/w?api-version=1&sp=%2F&sv=1.0&sig=***
            https://h/w?Subscription-Key=K1 | https://h/w?Subscription-Key=***
            https://h/w?access_token=K1&n=2 | https://h/w?access_token=***&n=2
            https://u:K1@h/w | https://***@h/w
            https://h/w?page=2 | https://h/w?page=2
            """)
    void keysAndSignaturesAreNotShown(String text, String shown) {
        assertThat(WebAddress.of(text)).hasToString(shown);
        assertThat(WebAddress.of(text).uri()).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            ftp://h/?sig=K1 | it does not begin with http:// or https://
            /relative?sig=K1 | it does not begin with http:// or https://
            https://?sig=K1 | it names no host
            https://h:port/?sig=K1 | it is not a URL
            """)
    void whatIsNoUrlIsSaidWithoutIt(String text, String reason) {
        assertThatThrownBy(() -> WebAddress.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(reason)
                .hasMessageNotContaining("K1")
                .hasNoCause();
    }

    @Test
    void whatIsPutBehindItIsNotShown() {
        WebAddress address = WebAddress.of("https://h/a?b=1");

        assertThat(address.with("name=Ann").uri()).hasToString("https://h/a?b=1&name=Ann");
        assertThat(address.with("name=Ann")).hasToString("https://h/a?b=1");
        assertThat(address.resolve("/c?state=K1").uri()).hasToString("https://h/c?state=K1");
        assertThat(address.resolve("/c?state=K1")).hasToString("https://h/c");
    }
}
