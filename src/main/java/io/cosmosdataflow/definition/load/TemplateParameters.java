package io.cosmosdataflow.definition.load;

import io.cosmosdataflow.definition.Catalog;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.ParameterDefinition;
import io.cosmosdataflow.definition.Resource;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonArray;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.JsonSecret;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.definition.load.ParameterPlaces.Global;
import io.cosmosdataflow.definition.load.ParameterPlaces.Property;
import io.cosmosdataflow.definition.load.ParametersFile.Parameter;
import io.cosmosdataflow.diagnostic.Issues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Gives properties of a factory and its global parameters the values of a parameters file. */
final class TemplateParameters {

    /** Of parameters that give the factory its name, as {@link ParameterPlaces#key} has them. */
    private static final Set<String> NAMES = Set.of("factoryname", "workspacename");

    private final Factory factory;
    private final Findings findings;

    TemplateParameters(Factory factory, Findings findings) {
        this.factory = factory;
        this.findings = findings;
    }

    Factory apply(Map<String, Parameter> parameters) {
        Map<Resource, JsonObject> changed = new LinkedHashMap<>();
        Map<String, ParameterDefinition> globalParameters = new LinkedHashMap<>(factory.globalParameters());
        String[] name = {factory.name()};
        ParameterPlaces places = new ParameterPlaces(factory);
        parameters.forEach((parameter, given) -> {
            if (NAMES.contains(ParameterPlaces.key(parameter))) {
                findings.of(ResourceKind.FACTORY.key("")).addAll(given.issues());
                name[0] = given.value().map(value -> value.toNode().asText()).orElse(name[0]);
                return;
            }
            places.find(parameter, given, findings.elsewhere()).ifPresent(place -> {
                if (place instanceof Global global) {
                    globalParameters.put(global.parameter().name(), global(global.parameter(), given));
                } else if (place instanceof Property property) {
                    findings.of(property.owner()).addAll(given.issues());
                    given.value()
                            .ifPresent(value ->
                                    changed.compute(property.resource(), (resource, raw) -> (JsonObject) replace(
                                            raw == null ? resource.raw() : raw,
                                            property.path(),
                                            value(value, property))));
                }
            });
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

    private ParameterDefinition global(ParameterDefinition parameter, Parameter given) {
        Issues issues = findings.of(ResourceKind.FACTORY.key(""));
        issues.addAll(given.issues());
        given.value().ifPresent(value -> parameter.check(value, "the factory", issues));
        return new ParameterDefinition(parameter.name(), parameter.type(), given.value(), parameter.span());
    }

    private static JsonValue value(JsonValue given, Property property) {
        return property.secret() && given instanceof JsonText text
                ? new JsonSecret(text.span(), Secret.of(text.text()))
                : given;
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
}
