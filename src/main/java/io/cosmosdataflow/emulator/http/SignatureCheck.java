package io.cosmosdataflow.emulator.http;

import io.cosmosdataflow.emulator.protocol.ServiceError;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks that a request was signed with the master key.
 *
 * <p>Source: Microsoft Learn, "Access control on Azure Cosmos DB resources": HMAC-SHA256 over verb, resource type,
 * resource link and date.
 */
final class SignatureCheck {

    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration VALIDITY = Duration.ofMinutes(15);

    private final SecretKeySpec key;

    SignatureCheck(String masterKey) {
        this.key = new SecretKeySpec(Base64.getDecoder().decode(masterKey), ALGORITHM);
    }

    void check(GatewayRequest request) {
        String header = request.header("Authorization");
        if (header == null || header.isBlank()) {
            throw ServiceError.of(
                    401, "Required Header authorization is missing. Ensure a valid Authorization token is passed.");
        }
        String token = GatewayRequest.percentDecoded(header);
        String date = request.has("x-ms-date") ? request.header("x-ms-date") : request.header("Date");
        if (date == null) {
            throw ServiceError.of(
                    401, "Either the 'x-ms-date' or the 'date' header must be present to verify the signature.");
        }
        if (!token.startsWith("type=master&ver=1.0&sig=")) {
            throw ServiceError.of(
                    401,
                    "The input authorization token can't be parsed: the embedded Cosmos DB takes master keys only.");
        }
        byte[] given = token.substring("type=master&ver=1.0&sig=".length()).getBytes(StandardCharsets.US_ASCII);
        List<String> path = request.segments();
        if (path.size() == 1 && path.get(0).equals(AddressResource.ROOT)) {
            checkAddresses(request, given, date);
            return;
        }
        int owner = path.size() % 2 == 1 ? path.size() - 1 : path.size();
        String expected = payload(request, String.join("/", path.subList(0, owner)), date);
        if (isSignature(given, expected)) {
            checkDate(date);
            return;
        }
        for (String link : otherLinks(request, owner)) {
            if (isSignature(given, payload(request, link, date))) {
                checkDate(date);
                return;
            }
        }
        throw wrong(expected);
    }

    /** Those of addresses name what they are asked for; clients write resource ids as they are or in lower case. */
    private void checkAddresses(GatewayRequest request, byte[] given, String date) {
        AddressResource.Signed signed = AddressResource.signed(request);
        String expected = payload("get", signed.type(), signed.link(), date);
        if (!isSignature(given, expected)
                && !isSignature(
                        given, payload("get", signed.type(), signed.link().toLowerCase(Locale.ROOT), date))) {
            throw wrong(expected);
        }
        checkDate(date);
    }

    private static ServiceError wrong(String expected) {
        return ServiceError.of(
                401,
                "The input authorization token can't serve the request. The wrong key is being used or the expected"
                        + " payload is not built as per the protocol. For more info:"
                        + " https://aka.ms/cosmosdb-tsg-unauthorized. Server used the following payload to sign: '"
                        + expected + "'");
    }

    private static void checkDate(String date) {
        ZonedDateTime signed;
        try {
            signed = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
        } catch (DateTimeParseException e) {
            throw ServiceError.of(401, "The date '" + date + "' of the request is not in the form of RFC 1123.");
        }
        Duration distance = Duration.between(signed.toInstant(), Instant.now()).abs();
        if (distance.compareTo(VALIDITY) > 0) {
            throw ServiceError.of(
                    403,
                    "The authorization token is not valid at the current time. Please create another token and retry"
                            + " (token start time: " + date + ").");
        }
    }

    private static String payload(GatewayRequest request, String link, String date) {
        List<String> path = request.segments();
        String type = path.isEmpty() ? "" : path.get(path.size() % 2 == 1 ? path.size() - 1 : path.size() - 2);
        return payload(request.method(), type, link, date);
    }

    private static String payload(String method, String type, String link, String date) {
        return method.toLowerCase(Locale.ROOT) + "\n" + type.toLowerCase(Locale.ROOT) + "\n" + link + "\n"
                + date.toLowerCase(Locale.ROOT) + "\n\n";
    }

    /** What clients sign in place of the path by names: the resource id alone in lower case, or the path undecoded. */
    private static List<String> otherLinks(GatewayRequest request, int owner) {
        if (owner == 0) {
            return List.of();
        }
        String id = request.segments().get(owner - 1).toLowerCase(Locale.ROOT);
        String raw = request.rawPath().replaceAll("^/+|/+$", "");
        boolean isWhole = owner == request.segments().size();
        return List.of(id, isWhole ? raw : raw.substring(0, Math.max(0, raw.lastIndexOf('/'))));
    }

    private boolean isSignature(byte[] given, String text) {
        return MessageDigest.isEqual(given, sign(text));
    }

    private byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getEncoder().encode(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
