package io.cosmosdataflow.emulator.rntbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultRule;
import io.cosmosdataflow.testing.SharedEmulator;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How connections of direct mode end on purpose, as a socket sees it. */
class LostConnectionTest {

    private final EmbeddedCosmos emulator = SharedEmulator.instance();

    @AfterEach
    void noMoreFaults() {
        emulator.faults().off();
    }

    /** Requests behind the one that is hit are neither answered nor make the socket reset the connection. */
    private Socket afterThreeReads(Fault fault) throws Exception {
        Socket socket = Wire.connect(emulator);
        socket.getOutputStream().write(Wire.context());
        assertThat(Wire.status(socket)).isEqualTo(200);
        socket.getOutputStream().write(Wire.read("none", emulator.key()));
        assertThat(Wire.status(socket)).isEqualTo(404);
        emulator.faults().on(FaultRule.of(1, 1, fault));
        ByteArrayOutputStream three = new ByteArrayOutputStream();
        for (int i = 0; i < 3; i++) {
            three.writeBytes(Wire.read("none", emulator.key()));
        }
        socket.getOutputStream().write(three.toByteArray());
        return socket;
    }

    /** Java's sockets of TLS tell the end of a stream only after {@code close_notify}. */
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CLOSE_BEFORE", "CLOSE_AFTER"})
    void aGracefulCloseIsAFarewell(Fault fault) throws Exception {
        try (Socket socket = afterThreeReads(fault)) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"RESET_BEFORE", "RESET_AFTER"})
    void aResetIsNone(Fault fault) throws Exception {
        try (Socket socket = afterThreeReads(fault)) {
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }
}
