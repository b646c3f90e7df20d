package io.cosmosdataflow.definition.sql;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a connection to a database is encrypted, and what is checked of the server's certificate.
 *
 * <p>Source: Microsoft Learn, connector-azure-sql-database ({@code encrypt}), connector-postgresql, connector-mysql
 * ({@code sslMode}, {@code EncryptionMethod}).
 */
public enum SqlEncryption {
    DISABLED,
    ALLOWED,
    PREFERRED,
    REQUIRED,
    VERIFY_CA,
    VERIFY_SERVER,
    /** TDS 8.0 of SQL Server. */
    STRICT;

    private static final List<SqlEncryption> POSTGRESQL_NUMBERS =
            List.of(DISABLED, ALLOWED, PREFERRED, REQUIRED, VERIFY_CA, VERIFY_SERVER);
    private static final List<SqlEncryption> MYSQL_NUMBERS =
            List.of(DISABLED, PREFERRED, REQUIRED, VERIFY_CA, VERIFY_SERVER);

    /** By the number or the word of {@code sslMode}. */
    static Optional<SqlEncryption> ofSslMode(SqlKind kind, String text) {
        List<SqlEncryption> numbers = kind == SqlKind.POSTGRESQL ? POSTGRESQL_NUMBERS : MYSQL_NUMBERS;
        if (text.matches("\\d")) {
            int number = Integer.parseInt(text);
            return number < numbers.size() ? Optional.of(numbers.get(number)) : Optional.empty();
        }
        return switch (text.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "")) {
            case "disable", "disabled", "none" -> Optional.of(DISABLED);
            case "allow", "allowed" -> Optional.of(ALLOWED);
            case "prefer", "preferred" -> Optional.of(PREFERRED);
            case "require", "required" -> Optional.of(REQUIRED);
            case "verifyca" -> Optional.of(VERIFY_CA);
            case "verifyfull", "verifyidentity" -> Optional.of(VERIFY_SERVER);
            default -> Optional.empty();
        };
    }

    /** By the word of SQL Server's {@code encrypt}. */
    static Optional<SqlEncryption> ofEncrypt(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "mandatory" -> Optional.of(VERIFY_SERVER);
            case "false", "no", "optional" -> Optional.of(DISABLED);
            case "strict" -> Optional.of(STRICT);
            default -> Optional.empty();
        };
    }

    /** By the number of {@code EncryptionMethod} of drivers of the first version. */
    static Optional<SqlEncryption> ofMethod(String text, boolean validate) {
        return switch (text.trim()) {
            case "0" -> Optional.of(DISABLED);
            case "1" -> Optional.of(validate ? VERIFY_CA : REQUIRED);
            case "6" -> Optional.of(PREFERRED);
            default -> Optional.empty();
        };
    }
}
