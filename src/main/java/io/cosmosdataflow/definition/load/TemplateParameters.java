package io.cosmosdataflow.definition.load;

import io.cosmosdataflow.definition.Catalog;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.ParameterDefinition;
import io.cosmosdataflow.definition.Resource;
import io.cosmosdataflow.definition.SecretSetting;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonArray;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.JsonSecret;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.definition.load.ParametersFile.Parameter;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.NearestNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The names that Data Factory gives to the parameters of its ARM template, and what they stand for:
 * {@code <resource>_properties_<path>} for any property, and {@code <linked service>_<property>} for a
 * secret. Data Factory replaces some special characters of names and keeps others, so only letters and
 * digits are compared, in any case; where several names are the same then, the one that is written like it counts.
 */
final class TemplateParameters {

    /** Properties of linked services whose values are secrets, written or not. */
    private static final Set<String> SECRETS = Set.of(
            "connectionString",
            "accountKey",
            "password",
            "sasUri",
            "sasToken",
            "servicePrincipalKey",
            "servicePrincipalCredential",
            "accessToken",
            "accessKeyId",
            "secretAccessKey",
            "clientSecret",
            "functionKey");

    /** Plain properties of linked services that a file may set although they are not written. */
    private static final Set<String> PLAIN = Set.of(
            "accountEndpoint", "database", "url", "serviceEndpoint", "host", "userId", "userName", "accountName");

    private final Factory factory;
    private final Findings findings;
    private final Map<String, List<Target>> targets = new LinkedHashMap<>();

    /**
     * @param name of the parameter, as Data Factory would have it with all characters kept
     * @param path from the top of the file; numbers are indexes of arrays
     */
    private record Target(String name, Resource resource, List<String> path, boolean secret) {

        boolean isThatOf(Target other) {
            return resource == other.resource && path.equals(other.path);
        }

        String place() {
            return String.join(".", path) + " of "
                    + ResourceKind.keyOf(resource).kind().folder() + " '" + resource.name() + "'";
        }
    }

    TemplateParameters(Factory factory, Findings findings) {
        this.factory = factory;
        this.findings = findings;
        factory.linkedServices().all().forEach(this::linkedService);
        factory.pipelines().all().forEach(this::resource);
        factory.datasets().all().forEach(this::resource);
        factory.dataFlows().all().forEach(this::resource);
        factory.credentials().all().forEach(this::resource);
        factory.hosting().integrationRuntimes().all().forEach(this::resource);
        factory.hosting().triggers().all().forEach(this::resource);
    }

    Factory apply(Map<String, Parameter> parameters) {
        Map<Resource, JsonObject> changed = new LinkedHashMap<>();
        Map<String, ParameterDefinition> globalParameters = new LinkedHashMap<>(factory.globalParameters());
        String[] name = {factory.name()};
        parameters.forEach((parameter, given) -> {
            if (key(parameter).equals("factoryname") || key(parameter).equals("workspacename")) {
                findings.of(ResourceKind.FACTORY.key("")).addAll(given.issues());
                name[0] = given.value().map(value -> value.toNode().asText()).orElse(name[0]);
            } else if (!global(parameter, given, globalParameters)) {
                target(parameter, given).ifPresent(target -> {
                    findings.of(ResourceKind.keyOf(target.resource())).addAll(given.issues());
                    given.value()
                            .ifPresent(value -> changed.compute(target.resource(), (resource, raw) -> (JsonObject)
                                    replace(raw == null ? resource.raw() : raw, target.path(), value(value, target))));
                });
            }
        });
        ResourceReader reader = new ResourceReader(new Issues());
        return new Factory(
                name[0],
                reread(factory.linkedServices(), changed, reader::linkedService),
                reread(factory.datasets(), changed, reader::dataset),
                reread(factory.pipelines(), changed, reader::pipeline),
                reread(factory.dataFlows(), changed, reader::dataFlow),
                reread(factory.credentials(), changed, reader::credential),
                factory.hosting(),
                globalParameters);
    }

    private Optional<Target> target(String parameter, Parameter given) {
        List<Target> alike = targets.getOrDefault(key(parameter), List.of());
        List<Target> written = alike.stream()
                .filter(each -> each.name().equalsIgnoreCase(parameter))
                .toList();
        List<Target> meant = written.isEmpty() ? alike : written;
        if (meant.isEmpty()) {
            unknown(parameter, given);
            return Optional.empty();
        }
        Target first = meant.get(0);
        Optional<Target> other =
                meant.stream().filter(each -> !each.isThatOf(first)).findFirst();
        other.ifPresent(second -> findings.elsewhere()
                .error(
                        ErrorCode.ParametersFile,
                        given.nameSpan(),
                        "Parameter '" + parameter + "' may be " + first.place() + " or " + second.place() + ".",
                        "Only letters and digits of names count, unless a name is written exactly as it is. Write it so,"
                                + " or give one of them another name."));
        return other.isPresent() ? Optional.empty() : Optional.of(first);
    }

    private void unknown(String parameter, Parameter given) {
        List<String> names =
                targets.values().stream().map(alike -> alike.get(0).name()).toList();
        findings.elsewhere().addAll(given.issues());
        findings.elsewhere()
                .hint(
                        ErrorCode.ParametersFile,
                        given.nameSpan(),
                        "Parameter '" + parameter + "' fits no property of the factory and has no effect.",
                        NearestNames.hint(parameter, names));
    }

    /** What was wrong with a resource before is reported already, so that a second reading stays silent. */
    private static <R extends Resource> Catalog<R> reread(
            Catalog<R> catalog, Map<Resource, JsonObject> changed, Function<ResourceFile, R> read) {
        List<R> resources = catalog.all().stream()
                .map(resource -> {
                    JsonObject raw = changed.get(resource);
                    if (raw == null
                            || !(raw.find("properties").map(Member::value).orElse(null)
                                    instanceof JsonObject properties)) {
                        return resource;
                    }
                    return read.apply(new ResourceFile(resource.name(), resource.span(), properties, raw));
                })
                .toList();
        return new Catalog<>(resources, catalog.unreadable());
    }

    private boolean global(String parameter, Parameter given, Map<String, ParameterDefinition> globalParameters) {
        Optional<ParameterDefinition> found = factory.globalParameters().values().stream()
                .filter(each -> globalNames(each.name()).contains(key(parameter)))
                .findFirst();
        Issues issues = findings.of(ResourceKind.FACTORY.key(""));
        found.ifPresent(each -> {
            issues.addAll(given.issues());
            given.value().ifPresent(value -> each.check(value, "the factory", issues));
            globalParameters.put(
                    each.name(), new ParameterDefinition(each.name(), each.type(), given.value(), each.span()));
        });
        return found.isPresent();
    }

    /** Data Factory has changed the form several times. */
    private List<String> globalNames(String name) {
        return List.of(
                key("default_properties_" + name + "_value"),
                key("dataFactory_properties_globalParameters_" + name + "_value"),
                key(factory.name() + "_properties_globalParameters_" + name + "_value"));
    }

    private static JsonValue value(JsonValue given, Target target) {
        return target.secret() && given instanceof JsonText text
                ? new JsonSecret(text.span(), Secret.of(text.text()))
                : given;
    }

    private void linkedService(LinkedService service) {
        Set<String> properties =
                new LinkedHashSet<>(service.typeProperties().members().keySet());
        properties.addAll(SECRETS);
        properties.addAll(PLAIN);
        for (String property : properties) {
            boolean secret = SECRETS.contains(property)
                    || service.typeProperties()
                            .find(property)
                            .map(Member::value)
                            .filter(TemplateParameters::secret)
                            .isPresent();
            List<String> path = List.of("properties", "typeProperties", property);
            add(new Target(service.name() + "_" + property, service, path, secret));
            add(new Target(service.name() + "_" + String.join("_", path), service, path, secret));
        }
        resource(service);
    }

    private static boolean secret(JsonValue value) {
        return value instanceof JsonSecret
                || value instanceof JsonObject && SecretSetting.read(value).isPresent();
    }

    private void resource(Resource resource) {
        resource.raw().find("properties").ifPresent(member -> leaves(resource, List.of("properties"), member.value()));
    }

    private void leaves(Resource resource, List<String> path, JsonValue value) {
        if (value instanceof JsonObject object && !secret(value)) {
            object.members().forEach((name, member) -> leaves(resource, extend(path, name), member.value()));
        } else if (value instanceof JsonArray array) {
            for (int i = 0; i < array.items().size(); i++) {
                leaves(resource, extend(path, String.valueOf(i)), array.items().get(i));
            }
        }
        add(new Target(
                resource.name() + "_" + String.join("_", path),
                resource,
                path,
                secret(value) || SECRETS.contains(path.get(path.size() - 1))));
    }

    private void add(Target target) {
        targets.computeIfAbsent(key(target.name()), key -> new ArrayList<>(1)).add(target);
    }

    private static List<String> extend(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }

    private static JsonValue replace(JsonValue value, List<String> path, JsonValue replacement) {
        if (path.isEmpty()) {
            return replacement;
        }
        List<String> rest = path.subList(1, path.size());
        if (value instanceof JsonArray array) {
            List<JsonValue> items = new ArrayList<>(array.items());
            int index = Integer.parseInt(path.get(0));
            items.set(index, replace(items.get(index), rest, replacement));
            return new JsonArray(array.span(), items);
        }
        JsonObject object = value instanceof JsonObject known ? known : new JsonObject(replacement.span(), Map.of());
        Map<String, Member> members = new LinkedHashMap<>(object.members());
        Member member = members.getOrDefault(
                path.get(0), new Member(replacement.span(), new JsonObject(replacement.span(), Map.of())));
        members.put(path.get(0), new Member(member.nameSpan(), replace(member.value(), rest, replacement)));
        return new JsonObject(object.span(), members);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
