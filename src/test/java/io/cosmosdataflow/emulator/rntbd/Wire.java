package io.cosmosdataflow.emulator.rntbd;

import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.emulator.protocol.Bytes;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Speaks direct mode byte by byte. */
final class Wire {

    static final int SMALLEST_HEAD = 24;

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int FIRST_TOKEN = SMALLEST_HEAD - 2 * Integer.BYTES;
    private static final int DATABASES = 1;
    private static final int READ = 3;

    private Wire() {}

    /** The beginning of a frame; tokens can be put behind it. */
    static ByteBuffer head(int length, int resource, int operation) {
        return ByteBuffer.allocate(1024)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .putShort((short) resource)
                .putShort((short) operation)
                .putLong(1)
                .putLong(2);
    }

    static byte[] written(ByteBuffer frame) {
        return Arrays.copyOf(frame.array(), frame.position());
    }

    static byte[] context() {
        return written(head(SMALLEST_HEAD, 0, 0));
    }

    /** A read of a database, whether there is one of this name or not. */
    static byte[] read(String database, String masterKey) throws GeneralSecurityException {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        String signed = "get\ndbs\ndbs/" + database + "\n" + date.toLowerCase(Locale.ROOT) + "\n\n";
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(masterKey), "HmacSHA256"));
        String signature = Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        Bytes tokens = new TokenWriter()
                .text(
                        RequestToken.AUTHORIZATION.id(),
                        TokenType.STRING,
                        URLEncoder.encode("type=master&ver=1.0&sig=" + signature, StandardCharsets.UTF_8))
                .text(RequestToken.DATE.id(), TokenType.SMALL_STRING, date)
                .text(
                        RequestToken.REPLICA_PATH.id(),
                        TokenType.STRING,
                        "/apps/0/services/master/partitions/0-0/replicas/0p/")
                .text(RequestToken.DATABASE.id(), TokenType.STRING, database)
                .number(RequestToken.TRANSPORT_REQUEST_ID.id(), TokenType.ULONG, 7)
                .bytes();
        return written(head(SMALLEST_HEAD + tokens.length(), DATABASES, READ).put(tokens.array(), 0, tokens.length()));
    }

    /** Reads an answer and its body, and gives its status. The first token says whether there is a body. */
    static int status(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        int length = Integer.reverseBytes(in.readInt());
        int status = Integer.reverseBytes(in.readInt());
        byte[] head = in.readNBytes(length - 2 * Integer.BYTES);
        boolean isContext = head[FIRST_TOKEN + 2] != TokenType.BYTE.code();
        if (!isContext && head[FIRST_TOKEN + 3] != 0) {
            in.readNBytes(Integer.reverseBytes(in.readInt()));
        }
        return status;
    }

    /** With the trust store of now; the JVM's default context has that of its first use. */
    static Socket connect(EmbeddedCosmos emulator) throws IOException, GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init((KeyStore) null);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return patient(
                context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), emulator.directPort()));
    }

    static Socket withoutTls(EmbeddedCosmos emulator) throws IOException {
        return patient(new Socket(InetAddress.getLoopbackAddress(), emulator.directPort()));
    }

    private static Socket patient(Socket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    static void drain(Socket socket) throws IOException {
        while (socket.getInputStream().read() >= 0) {
            Thread.onSpinWait();
        }
    }
}
