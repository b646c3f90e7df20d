package io.cosmosdataflow.definition.load;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.ParameterDefinition;
import io.cosmosdataflow.definition.Resource;
import io.cosmosdataflow.definition.SecretSetting;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonArray;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.JsonSecret;
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

/**
 * The names that Data Factory gives to the parameters of its ARM template, and what they stand for:
 * {@code <resource>_properties_<path>} for any property, {@code <linked service>_<property>} for a secret, and several
 * forms for a global parameter. Data Factory replaces some special characters of names and keeps others, so only letters
 * and digits are compared, in any case; where several names are the same then, the one that is written like it counts.
 */
final class ParameterPlaces {

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

    private final Map<String, List<Named>> places = new LinkedHashMap<>();

    /** @param name of the parameter, as Data Factory would have it with all characters kept */
    private record Named(String name, Place place) {}

    /** What a parameter sets. Its text says where that is. */
    sealed interface Place {}

    record Global(ParameterDefinition parameter) implements Place {

        @Override
        public String toString() {
            return "global parameter '" + parameter.name() + "'";
        }
    }

    /** @param path from the top of the file; numbers are indexes of arrays */
    record Property(Resource resource, List<String> path, boolean secret) implements Place {

        ResourceKind.Key owner() {
            return ResourceKind.keyOf(resource);
        }

        @Override
        public String toString() {
            return String.join(".", path) + " of " + owner().kind().folder() + " '" + resource.name() + "'";
        }
    }

    ParameterPlaces(Factory factory) {
        factory.globalParameters().values().forEach(each -> global(factory.name(), each));
        factory.linkedServices().all().forEach(this::linkedService);
        factory.pipelines().all().forEach(this::resource);
        factory.datasets().all().forEach(this::resource);
        factory.dataFlows().all().forEach(this::resource);
        factory.credentials().all().forEach(this::resource);
        factory.hosting().integrationRuntimes().all().forEach(this::resource);
        factory.hosting().triggers().all().forEach(this::resource);
    }

    /** Empty if {@code issues} say why. */
    Optional<Place> find(String parameter, Parameter given, Issues issues) {
        List<Named> alike = places.getOrDefault(key(parameter), List.of());
        List<Named> written = alike.stream()
                .filter(each -> each.name().equalsIgnoreCase(parameter))
                .toList();
        List<Place> meant = (written.isEmpty() ? alike : written)
                .stream().map(Named::place).distinct().toList();
        if (meant.size() == 1) {
            return Optional.of(meant.get(0));
        }
        issues.addAll(given.issues());
        if (meant.isEmpty()) {
            List<String> names =
                    places.values().stream().map(each -> each.get(0).name()).toList();
            issues.hint(
                    ErrorCode.ParametersFile,
                    given.nameSpan(),
                    "Parameter '" + parameter + "' fits no property of the factory and has no effect.",
                    NearestNames.hint(parameter, names));
        } else {
            issues.error(
                    ErrorCode.ParametersFile,
                    given.nameSpan(),
                    "Parameter '" + parameter + "' may be " + meant.get(0) + " or " + meant.get(1) + ".",
                    written.isEmpty()
                            ? "Write the name with the signs of the one that is meant."
                            : "Give one of them another name.");
        }
        return Optional.empty();
    }

    /** Data Factory has changed the form several times. */
    private void global(String factory, ParameterDefinition parameter) {
        Global place = new Global(parameter);
        add("default_properties_" + parameter.name() + "_value", place);
        add("dataFactory_properties_globalParameters_" + parameter.name() + "_value", place);
        add(factory + "_properties_globalParameters_" + parameter.name() + "_value", place);
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
                            .map(JsonValue.Member::value)
                            .filter(ParameterPlaces::secret)
                            .isPresent();
            Property place = new Property(service, List.of("properties", "typeProperties", property), secret);
            add(service.name() + "_" + property, place);
            add(service.name() + "_properties_typeProperties_" + property, place);
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
        add(
                resource.name() + "_" + String.join("_", path),
                new Property(resource, path, secret(value) || SECRETS.contains(path.get(path.size() - 1))));
    }

    private void add(String name, Place place) {
        places.computeIfAbsent(key(name), key -> new ArrayList<>(1)).add(new Named(name, place));
    }

    private static List<String> extend(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
