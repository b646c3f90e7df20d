package io.cosmosdataflow.definition.arm;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file name in the address of a linked template: {@code ArmTemplate_0.json} of {@code
 * [concat(parameters('containerUri'), '/ArmTemplate_0.json', parameters('containerSasToken'))]}. The rest of the address
 * is only known to whom deploys it.
 */
final class LinkedName {

    private static final Pattern NAME =
            Pattern.compile("([^/\\\\'\"\\s(),]+\\.json)(?=['?]|$)", Pattern.CASE_INSENSITIVE);

    private LinkedName() {}

    static Optional<String> in(String address) {
        Matcher matcher = NAME.matcher(address);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
