package io.cosmosdataflow.definition.load;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.arm.GivenValue;
import io.cosmosdataflow.definition.json.JsonFile;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonArray;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values per environment, in the form of Data Factory's own {@code ARMTemplateParametersForFactory.json}:
 * {@code {"parameters":{"cosmos_connectionString":{"value":".."}}}}. {@code ${env:NAME}} anywhere in a text
 * stands for an environment variable.
 *
 * <p>Source: Microsoft Learn, continuous-integration-delivery-resource-manager-custom-parameters.
 */
public final class ParametersFile {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([^}]*)}");

    private final Map<String, Parameter> parameters;

    /**
     * @param value empty if it cannot be used
     * @param issues why not; they count for whom the parameter is
     */
    record Parameter(Span nameSpan, Optional<JsonValue> value, Issues issues) {}

    private ParametersFile(Map<String, Parameter> parameters) {
        this.parameters = parameters;
    }

    public static ParametersFile none() {
        return new ParametersFile(Map.of());
    }

    /** As below, with the environment of this process. */
    public static ParametersFile load(Path file, Issues issues) {
        return load(file, name -> Optional.ofNullable(System.getenv(name)), issues);
    }

    /**
     * Reads the file; {@link ErrorCode#ParametersFile} if it cannot be used.
     *
     * @param environment looks up a variable: {@code name -> Optional.ofNullable(System.getenv(name))}
     */
    public static ParametersFile load(Path file, Function<String, Optional<String>> environment, Issues issues) {
        if (!Files.isRegularFile(file)) {
            issues.error(
                    ErrorCode.ParametersFile,
                    Span.startOf(file.toString()),
                    "The parameters file does not exist.",
                    "Give the path of a file like ARMTemplateParametersForFactory.json.");
            return none();
        }
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        JsonFile.read(file, issues).ifPresent(root -> {
            if (root instanceof JsonObject object && object.find("parameters").isPresent()) {
                Properties properties = Properties.of(object, "the parameters file", issues);
                properties.object("parameters").ifPresent(each -> read(each, environment, parameters));
                properties.ignore("$schema", "contentVersion").finish();
            } else {
                issues.error(
                        ErrorCode.ParametersFile,
                        root.span(),
                        "The parameters file has no 'parameters'.",
                        "Write {\"parameters\":{\"<linked service>_connectionString\":{\"value\":\"..\"}}}.");
            }
        });
        return new ParametersFile(parameters);
    }

    /**
     * The factory with these values in their places. A name that fits nothing is a hint with the nearest
     * known one; {@link ErrorCode#ParametersFile} for a value that cannot be used. Values of secret properties become
     * {@link JsonValue.JsonSecret}s.
     */
    public Factory apply(Factory factory, Findings findings) {
        return parameters.isEmpty() ? factory : new TemplateParameters(factory, findings).apply(parameters);
    }

    /** As above, with all findings in one place. */
    public Factory apply(Factory factory, Issues issues) {
        Findings findings = new Findings();
        Factory applied = apply(factory, findings);
        issues.addAll(findings.all());
        return applied;
    }

    /** With the values of {@code later} before those that both have. */
    public ParametersFile and(ParametersFile later) {
        Map<String, Parameter> all = new LinkedHashMap<>(parameters);
        all.keySet().removeIf(name -> later.parameters.keySet().stream().anyMatch(name::equalsIgnoreCase));
        all.putAll(later.parameters);
        return new ParametersFile(all);
    }

    /** Those alone whose names, in lower case, are none of these. */
    ParametersFile without(Set<String> names) {
        Map<String, Parameter> others = new LinkedHashMap<>(parameters);
        others.keySet().removeIf(name -> names.contains(name.toLowerCase(Locale.ROOT)));
        return new ParametersFile(others);
    }

    /** For a template that declares them. */
    Map<String, GivenValue> values() {
        Map<String, GivenValue> values = new LinkedHashMap<>();
        parameters.forEach(
                (name, parameter) -> values.put(name, new GivenValue(parameter.value(), parameter.issues())));
        return values;
    }

    private static void read(
            Properties all, Function<String, Optional<String>> environment, Map<String, Parameter> parameters) {
        all.json().members().forEach((name, member) -> {
            Issues issues = new Issues();
            Optional<JsonValue> value = value(name, member, environment, issues);
            parameters.put(name, new Parameter(member.nameSpan(), value, issues));
        });
    }

    private static Optional<JsonValue> value(
            String name, Member member, Function<String, Optional<String>> environment, Issues issues) {
        if (!(member.value() instanceof JsonObject holder)) {
            issues.error(
                    ErrorCode.ParametersFile,
                    member.value().span(),
                    "Parameter '" + name + "' is " + member.value().kind() + ", not an object with a 'value'.",
                    "Write \"" + name + "\": {\"value\": ..}.");
            return Optional.empty();
        }
        Optional<JsonValue> value = holder.find("value").map(Member::value);
        if (value.isPresent()) {
            return value.map(each -> withVariables(each, name, environment, issues));
        }
        if (holder.find("reference").isPresent()) {
            issues.error(
                    ErrorCode.UnsupportedSetting,
                    member.nameSpan(),
                    "Parameter '" + name + "' refers to Azure Key Vault, which is not supported.",
                    "Give its value, or name an environment variable: {\"value\": \"${env:NAME}\"}.");
        } else {
            issues.error(
                    ErrorCode.ParametersFile,
                    holder.span(),
                    "Parameter '" + name + "' has no 'value'.",
                    "Write \"" + name + "\": {\"value\": ..}.");
        }
        return Optional.empty();
    }

    private static JsonValue withVariables(
            JsonValue value, String parameter, Function<String, Optional<String>> environment, Issues issues) {
        if (value instanceof JsonText text) {
            Matcher matcher = VARIABLE.matcher(text.text());
            String replaced = matcher.replaceAll(
                    found -> Matcher.quoteReplacement(variable(found, text.span(), parameter, environment, issues)));
            return new JsonText(text.span(), replaced);
        }
        if (value instanceof JsonArray array) {
            return new JsonArray(
                    array.span(),
                    array.items().stream()
                            .map(item -> withVariables(item, parameter, environment, issues))
                            .toList());
        }
        if (value instanceof JsonObject object) {
            Map<String, Member> members = new LinkedHashMap<>();
            object.members()
                    .forEach((name, member) -> members.put(
                            name,
                            new Member(
                                    member.nameSpan(), withVariables(member.value(), parameter, environment, issues))));
            return new JsonObject(object.span(), members);
        }
        return value;
    }

    private static String variable(
            MatchResult found,
            Span span,
            String parameter,
            Function<String, Optional<String>> environment,
            Issues issues) {
        String name = found.group(1);
        return environment.apply(name).orElseGet(() -> {
            issues.error(
                    ErrorCode.ParametersFile,
                    span,
                    "Parameter '" + parameter + "' needs the environment variable '" + name + "', which is not set.",
                    "Set it and try again.");
            return "";
        });
    }
}
