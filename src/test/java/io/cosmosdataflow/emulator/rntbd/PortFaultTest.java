package io.cosmosdataflow.emulator.rntbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.emulator.fault.PortFault;
import io.cosmosdataflow.testing.SharedEmulator;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is wrong with the port of direct mode on purpose, as a socket sees it. */
class PortFaultTest {

    private static final int PATIENCE_MILLIS = 300;

    private final EmbeddedCosmos emulator = SharedEmulator.instance();

    @AfterEach
    void wellAgain() throws Exception {
        emulator.failDirectPort(PortFault.NONE);
        try (Socket socket = Wire.connect(emulator)) {
            assertThat(greeted(socket)).isEqualTo(200);
        }
    }

    private static int greeted(Socket socket) throws IOException {
        socket.getOutputStream().write(Wire.context());
        return Wire.status(socket);
    }

    @Test
    void aClosedPortRefusesConnections() throws Exception {
        emulator.failDirectPort(PortFault.CLOSED);
        assertThatThrownBy(() -> Wire.withoutTls(emulator)).isInstanceOf(ConnectException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = PortFault.class,
            names = {"SILENT", "SILENT_AFTER_HANDSHAKE"})
    void aSilentPortSaysNothing(PortFault fault) throws Exception {
        emulator.failDirectPort(fault);
        try (Socket socket = fault == PortFault.SILENT ? Wire.withoutTls(emulator) : Wire.connect(emulator)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            assertThatThrownBy(() -> greeted(socket)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void anUntrustedPortIsNotTrusted() throws Exception {
        emulator.failDirectPort(PortFault.UNTRUSTED);
        try (Socket socket = Wire.connect(emulator)) {
            assertThatThrownBy(() -> greeted(socket)).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void connectionsThatAreOpenEnd() throws Exception {
        try (Socket socket = Wire.connect(emulator)) {
            assertThat(greeted(socket)).isEqualTo(200);
            emulator.failDirectPort(PortFault.SILENT);
            assertThatThrownBy(() -> Wire.status(socket)).isInstanceOf(IOException.class);
        }
    }
}
