package io.cosmosdataflow.definition.load;

import io.cosmosdataflow.definition.Catalog;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.ParameterDefinition;
import io.cosmosdataflow.definition.Resource;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Makes a factory of its resources, in whichever form they were kept. */
final class FactoryAssembly {

    private static final String DEFAULT_STORAGE = "-WorkspaceDefaultStorage";

    private final Map<ResourceKind, List<Entry>> entries = new EnumMap<>(ResourceKind.class);
    private final Findings findings;

    /** The factory's own name; empty if nothing says it. */
    private Optional<String> called = Optional.empty();

    /**
     * @param name what is known of it before it is read: that of the file
     * @param resource empty if it cannot be used
     * @param issues why not, and what else was found
     */
    record Entry(String name, Optional<ResourceFile> resource, Issues issues) {}

    FactoryAssembly(Findings findings) {
        this.findings = findings;
    }

    void add(ResourceKind kind, Entry entry) {
        entries.computeIfAbsent(kind, each -> new ArrayList<>()).add(entry);
    }

    /** Says the name of the factory; the first word counts. */
    void call(String name) {
        called = called.or(() -> Optional.of(name).filter(each -> !each.isBlank()));
    }

    Factory factory() {
        Map<String, ParameterDefinition> globalParameters = new LinkedHashMap<>();
        for (Entry entry : entries.getOrDefault(ResourceKind.FACTORY, List.of())) {
            Issues issues = entry.issues();
            entry.resource().map(new ResourceReader(issues)::globalParameters).ifPresent(globalParameters::putAll);
            findings.of(ResourceKind.FACTORY.key("")).addAll(issues);
        }
        Catalog<LinkedService> linkedServices = catalog(ResourceKind.LINKED_SERVICE, ResourceReader::linkedService);
        return new Factory(
                called.or(() -> workspace(linkedServices)).orElse(Factory.DEFAULT_NAME),
                linkedServices,
                catalog(ResourceKind.DATASET, ResourceReader::dataset),
                catalog(ResourceKind.PIPELINE, ResourceReader::pipeline),
                catalog(ResourceKind.DATA_FLOW, ResourceReader::dataFlow),
                catalog(ResourceKind.CREDENTIAL, ResourceReader::credential),
                new Factory.Hosting(
                        catalog(ResourceKind.INTEGRATION_RUNTIME, ResourceReader::integrationRuntime),
                        catalog(ResourceKind.TRIGGER, ResourceReader::trigger)),
                globalParameters);
    }

    /** The repository of a workspace does not name it, but for the linked services that each workspace has. */
    private static Optional<String> workspace(Catalog<LinkedService> linkedServices) {
        return linkedServices.names().stream()
                .filter(name -> name.length() > DEFAULT_STORAGE.length() && name.endsWith(DEFAULT_STORAGE))
                .map(name -> name.substring(0, name.length() - DEFAULT_STORAGE.length()))
                .findFirst();
    }

    private <R extends Resource> Catalog<R> catalog(
            ResourceKind kind, BiFunction<ResourceReader, ResourceFile, R> read) {
        Map<String, R> byName = new LinkedHashMap<>();
        Set<String> unreadable = new HashSet<>();
        for (Entry entry : entries.getOrDefault(kind, List.of())) {
            String name = entry.resource().map(ResourceFile::name).orElse(entry.name());
            Issues issues = entry.issues();
            if (entry.resource().isEmpty()) {
                unreadable.add(name);
            } else {
                R resource =
                        read.apply(new ResourceReader(issues), entry.resource().get());
                R twin = byName.putIfAbsent(Catalog.key(name), resource);
                if (twin != null) {
                    issues.error(
                            ErrorCode.DuplicateName,
                            resource.span(),
                            "The name '" + name + "' is already taken by " + place(twin, resource) + ".",
                            "Give one of them another name; upper and lower case are the same.");
                }
            }
            findings.of(kind.key(name)).addAll(issues);
        }
        return new Catalog<>(byName.values(), unreadable);
    }

    private static String place(Resource twin, Resource resource) {
        String file = twin.span().file();
        return file.equals(resource.span().file())
                ? "the one in line " + twin.span().line()
                : file;
    }
}
