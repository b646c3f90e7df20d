package io.cosmosdataflow.definition.arm;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonFile;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonArray;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A template, with those that it links to.
 *
 * <p>Source: Microsoft Learn, azure-resource-manager/templates/syntax; data-factory/continuous-integration-delivery and
 * continuous-integration-delivery-linked-templates.
 *
 * @param factoryName the value of its parameter {@code factoryName} or {@code workspaceName}; empty if it has none
 * @param resources of the wanted types, in the order of the files
 * @param parameters names of its parameters, in lower case
 */
public record ArmTemplate(Optional<String> factoryName, List<ArmResource> resources, Set<String> parameters) {

    private static final String DEPLOYMENT = "Microsoft.Resources/deployments";

    /** What a resource may have besides its type, name and properties that changes what it is. */
    private static final List<String> UNSUPPORTED = List.of("condition", "copy", "resources");

    public ArmTemplate {
        Objects.requireNonNull(factoryName, "factoryName");
        resources = List.copyOf(resources);
        parameters = Set.copyOf(parameters);
    }

    /**
     * Reads all that can be read; {@link ErrorCode#FactoryNotFound} if the file is no template.
     *
     * @param given values of parameters by name
     * @param wanted types of resources; others are passed over
     * @param issues takes what is wrong with the whole; the rest goes to the resource that it is about
     */
    public static ArmTemplate read(Path file, Map<String, GivenValue> given, Predicate<String> wanted, Issues issues) {
        Map<String, GivenValue> byKey = new LinkedHashMap<>();
        given.forEach((name, value) -> byKey.put(ArmNames.key(name), value));
        return new Reader(wanted, issues).template(file, byKey);
    }

    private static final class Reader {

        private final Predicate<String> wanted;
        private final Issues issues;
        private final List<ArmResource> found = new ArrayList<>();

        /** Those that are being read, against circles. */
        private final Set<Path> open = new HashSet<>();

        Reader(Predicate<String> wanted, Issues issues) {
            this.wanted = wanted;
            this.issues = issues;
        }

        ArmTemplate template(Path file, Map<String, GivenValue> given) {
            Optional<JsonValue> json = JsonFile.read(file, issues);
            JsonValue resources = json.filter(JsonObject.class::isInstance)
                    .flatMap(root -> ((JsonObject) root).find("resources"))
                    .map(Member::value)
                    .orElse(null);
            if (json.isPresent() && !(resources instanceof JsonArray) && !(resources instanceof JsonObject)) {
                issues.error(
                        ErrorCode.FactoryNotFound,
                        json.get().span(),
                        "The file is no template: it has no 'resources'.",
                        "Name a file like ARMTemplateForFactory.json, or the directory of a factory.");
            }
            if (resources == null || !open.add(file.normalize())) {
                return new ArmTemplate(Optional.empty(), List.of(), Set.of());
            }
            ArmNames names =
                    new ArmNames(Properties.of((JsonObject) json.get(), "the template", issues), given, issues);
            children(resources).forEach(each -> resource(each, names, file));
            open.remove(file.normalize());
            return new ArmTemplate(
                    factoryName(names),
                    found,
                    names.parameterNames().stream().map(ArmNames::key).collect(Collectors.toSet()));
        }

        /** Resources have symbolic names in newer templates. */
        private static List<JsonObject> children(JsonValue resources) {
            List<JsonValue> all = resources instanceof JsonArray array
                    ? array.items()
                    : ((JsonObject) resources)
                            .members().values().stream().map(Member::value).toList();
            return all.stream()
                    .filter(JsonObject.class::isInstance)
                    .map(JsonObject.class::cast)
                    .toList();
        }

        private static Optional<String> factoryName(ArmNames names) {
            return ArmEvaluator.FACTORY_NAMES.stream()
                    .filter(name -> names.parameter(name)
                            .filter(each ->
                                    each.given().isPresent() || each.byDefault().isPresent())
                            .isPresent())
                    .findFirst()
                    .flatMap(name -> new ArmEvaluator(names, new Issues())
                            .value(new JsonText(Span.startOf(""), "[parameters('" + name + "')]")))
                    .filter(JsonText.class::isInstance)
                    .map(value -> ((JsonText) value).text());
        }

        private void resource(JsonObject resource, ArmNames names, Path file) {
            String type = Properties.of(resource, "the resource", issues).requiredText("type");
            if (type.equalsIgnoreCase(DEPLOYMENT)) {
                deployment(resource, names, file);
            } else if (wanted.test(type)) {
                resource(type, resource, names);
            }
        }

        private void resource(String type, JsonObject resource, ArmNames names) {
            Issues own = new Issues();
            ArmEvaluator evaluator = new ArmEvaluator(names, own);
            Properties properties = Properties.of(
                    evaluator.object(resource.only(name -> name.equalsIgnoreCase("name"))), "the resource", own);
            String name = properties.requiredText("name");
            UNSUPPORTED.forEach(each -> resource.find(each)
                    .ifPresent(member -> own.error(
                            ErrorCode.UnsupportedSetting,
                            member.nameSpan(),
                            "'" + each + "' of a resource of a template is not supported.",
                            "Write each resource by itself, as Data Factory exports them.")));
            Optional<JsonObject> evaluated = Properties.of(resource, "resource '" + name + "'", own)
                    .object("properties")
                    .map(each -> evaluator.object(each.json()));
            found.add(new ArmResource(
                    type,
                    name.substring(name.indexOf('/') + 1),
                    properties.spanOf("name"),
                    resource.span(),
                    evaluated,
                    own));
        }

        /** The template that a deployment links to stands beside this one, wherever it was to be uploaded. */
        private void deployment(JsonObject resource, ArmNames names, Path file) {
            Properties deployment = Properties.of(resource, "the deployment", issues);
            Optional<Properties> properties = deployment.object("properties");
            Optional<JsonValue> uri = properties
                    .flatMap(each -> each.object("templateLink"))
                    .flatMap(link -> link.value("uri").or(() -> link.value("relativePath")));
            Optional<String> linked =
                    uri.filter(JsonText.class::isInstance).flatMap(text -> LinkedName.in(((JsonText) text).text()));
            if (linked.isEmpty()) {
                issues.error(
                        ErrorCode.UnsupportedSetting,
                        uri.map(JsonValue::span).orElse(resource.span()),
                        "The deployment does not link to a file of a template.",
                        "Name a template with all resources in it, like ARMTemplateForFactory.json.");
                return;
            }
            template(
                    file.resolveSibling(linked.get()),
                    passed(properties.flatMap(each -> each.object("parameters")), names));
        }

        private static Map<String, GivenValue> passed(Optional<Properties> parameters, ArmNames names) {
            Map<String, GivenValue> passed = new LinkedHashMap<>();
            parameters.ifPresent(all -> all.json().members().forEach((name, member) -> {
                Issues own = new Issues();
                Optional<JsonValue> value = member.value() instanceof JsonObject holder
                        ? holder.find("value").map(Member::value)
                        : Optional.empty();
                value.flatMap(new ArmEvaluator(names, own)::value)
                        .ifPresent(each -> passed.put(
                                ArmNames.key(name),
                                new GivenValue(
                                        Optional.of(each).filter(known -> !(known instanceof JsonValue.Unresolved)),
                                        own)));
            }));
            return passed;
        }
    }
}
