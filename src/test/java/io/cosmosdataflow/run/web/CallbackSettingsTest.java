package io.cosmosdataflow.run.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallbackSettingsTest {

    private static CallbackSettings settings(String url, String port) {
        Configuration configuration = new Configuration(false);
        configuration.set(CallbackSettings.URL, url);
        configuration.set(CallbackSettings.PORT, port);
        return CallbackSettings.read(configuration);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            ``                         | driver | http://driver:PORT/TOKEN
            ``                         | 10.0.0.1 | http://10.0.0.1:PORT/TOKEN
            ``                         | fe80::1 | http://[fe80::1]:PORT/TOKEN
            https://gate.example/hooks/ | driver | https://gate.example/hooks/TOKEN
            """)
    void servicesCallTheDriverOrWhatStandsBeforeIt(String url, String host, String uri) {
        CallbackSettings settings = settings(url, "0");

        try (CallbackListener.Expected expected = CallbackListener.expect(settings.listening(true))) {
            assertThat(settings.callBackUri(host, expected))
                    .isEqualTo(
                            uri.replace("PORT", String.valueOf(expected.port())).replace("TOKEN", expected.token()));
            assertThat(expected.token()).as("32 bytes in Base64").hasSize(43);
        }
    }

    /** In local mode only services of the machine are meant, unless something stands before it. */
    @Test
    void thePortAndWhoReachesIt() {
        assertThat(settings("", "8085").listening(true))
                .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8085));
        assertThat(settings("", "8085").listening(false)).isEqualTo(new InetSocketAddress(8085));
        assertThat(settings("https://gate.example", "8085").listening(true)).isEqualTo(new InetSocketAddress(8085));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            gate.example | 0     | spark.hadoop.cosmosdataflow.callback.url is no address for callbacks: it does not begin with http:// or https://.
            https://gate | 70000 | spark.hadoop.cosmosdataflow.callback.port is '70000', which is no port from 0 to 65535.
            https://gate | web   | spark.hadoop.cosmosdataflow.callback.port is 'web', which is no port from 0 to 65535.
            """)
    void whatCannotBeIsSaid(String url, String port, String message) {
        assertThatThrownBy(() -> settings(url, port)).isInstanceOfSatisfying(JobException.class, failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.InvalidOptionValue);
            assertThat(failure).hasMessage(message);
        });
    }

    @Test
    void aPortThatIsTakenIsSaid() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) taken.getLocalSocketAddress();

            assertThatThrownBy(() -> CallbackListener.expect(address))
                    .isInstanceOf(JobException.class)
                    .hasMessageContaining("no listener for callbacks at port " + address.getPort());
        }
    }

    /** Whoever waits at the same address shares the listener; it goes with the last one. */
    @Test
    void aListenerIsThereWhileSomebodyWaits() throws IOException {
        InetSocketAddress address;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = (InetSocketAddress) free.getLocalSocketAddress();
        }
        CallbackListener.Expected first = CallbackListener.expect(address);
        CallbackListener.Expected second = CallbackListener.expect(address);

        assertThat(second.listener()).isSameAs(first.listener());
        assertThat(second.token()).isNotEqualTo(first.token());
        first.close();
        assertThatThrownBy(() -> new ServerSocket(address.getPort(), 1, address.getAddress()).close())
                .isInstanceOf(IOException.class);
        second.close();
        try (ServerSocket again = new ServerSocket(address.getPort(), 1, address.getAddress())) {
            assertThat(again.isBound()).isTrue();
        }
    }
}
