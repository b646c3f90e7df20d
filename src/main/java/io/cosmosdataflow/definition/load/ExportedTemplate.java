package io.cosmosdataflow.definition.load;

import io.cosmosdataflow.definition.arm.ArmResource;
import io.cosmosdataflow.definition.arm.ArmTemplate;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.definition.load.FactoryAssembly.Entry;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A factory as Data Factory and Synapse export it: a template, beside it a file with values of its parameters, and, if
 * the factory has global parameters, one more template for the factory itself.
 *
 * <p>Source: Microsoft Learn, data-factory/continuous-integration-delivery, author-global-parameters,
 * synapse-analytics/cicd/continuous-integration-delivery.
 */
final class ExportedTemplate {

    /** The first that there is; paths in a directory. */
    private static final List<String> NAMES = List.of(
            "ARMTemplateForFactory.json",
            "TemplateForWorkspace.json",
            "ArmTemplate_master.json",
            "linkedTemplates/ArmTemplate_master.json");

    private static final String OF_THE_FACTORY = "_armtemplateforfactory.json";

    private static final Pattern TYPE = Pattern.compile(
            "Microsoft\\.(?:DataFactory/factories|Synapse/workspaces)(?:/(\\w+))?", Pattern.CASE_INSENSITIVE);

    private static final String GLOBAL_PARAMETERS = "globalParameters";

    private final ParametersFile values;
    private final FactoryAssembly assembly;
    private final Issues issues;
    private final Set<String> parameters = new HashSet<>();

    private ExportedTemplate(ParametersFile values, FactoryAssembly assembly, Issues issues) {
        this.values = values;
        this.assembly = assembly;
        this.issues = issues;
    }

    static Optional<Path> in(Path directory) {
        return NAMES.stream()
                .map(directory::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * @param values of the environment, which count before those that the export has
     * @return those of them that are no parameters of the template
     */
    static ParametersFile read(Path template, ParametersFile values, FactoryAssembly assembly, Issues issues) {
        ExportedTemplate export = new ExportedTemplate(values, assembly, issues);
        ofTheFactory(template).forEach(export::read);
        export.read(template);
        return values.without(export.parameters);
    }

    private static Stream<Path> ofTheFactory(Path template) {
        Path folder = template.resolveSibling(ResourceKind.FACTORY.folder());
        return Files.isDirectory(folder)
                ? GitDirectory.entries(folder).stream().filter(path -> path.getFileName()
                        .toString()
                        .toLowerCase(Locale.ROOT)
                        .endsWith(OF_THE_FACTORY))
                : Stream.empty();
    }

    private void read(Path file) {
        Path own = file.resolveSibling(file.getFileName().toString().replaceFirst("(?i)Template", "$0Parameters"));
        ParametersFile given = own.equals(file) || !Files.isRegularFile(own)
                ? values
                : ParametersFile.load(own, issues).and(values);
        ArmTemplate template =
                ArmTemplate.read(file, given.values(), type -> kind(type).isPresent(), issues);
        parameters.addAll(template.parameters());
        template.factoryName().ifPresent(assembly::call);
        template.resources().forEach(this::add);
    }

    private static Optional<ResourceKind> kind(String type) {
        Matcher matcher = TYPE.matcher(type);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String name = matcher.group(1);
        return name == null || name.equalsIgnoreCase(GLOBAL_PARAMETERS)
                ? Optional.of(ResourceKind.FACTORY)
                : Arrays.stream(ResourceKind.values())
                        .filter(kind -> kind != ResourceKind.FACTORY && name.equalsIgnoreCase(kind.folder() + "s"))
                        .findFirst();
    }

    private void add(ArmResource resource) {
        ResourceKind kind = kind(resource.type()).orElseThrow();
        boolean globalParameters = resource.type().toLowerCase(Locale.ROOT).endsWith("/globalparameters");
        if (kind == ResourceKind.FACTORY && !globalParameters) {
            assembly.call(resource.name());
        }
        Optional<JsonObject> properties = resource.properties()
                .map(each -> globalParameters ? holding(GLOBAL_PARAMETERS, each) : each)
                .or(() -> Optional.of(new JsonObject(resource.span(), Map.of()))
                        .filter(none -> kind == ResourceKind.FACTORY));
        if (properties.isEmpty()) {
            resource.issues()
                    .error(
                            ErrorCode.MissingProperty,
                            resource.nameSpan(),
                            "'properties' of resource '" + resource.name() + "' is missing.",
                            "Set it.");
        }
        assembly.add(kind, new Entry(resource.name(), properties.map(each -> file(resource, each)), resource.issues()));
    }

    /** As the file of the resource is in a Git repository. */
    private static ResourceFile file(ArmResource resource, JsonObject properties) {
        Map<String, Member> members = new LinkedHashMap<>();
        members.put("name", new Member(resource.nameSpan(), new JsonText(resource.nameSpan(), resource.name())));
        members.put("properties", new Member(properties.span(), properties));
        return new ResourceFile(
                resource.name(), resource.nameSpan(), properties, new JsonObject(resource.span(), members));
    }

    private static JsonObject holding(String name, JsonObject value) {
        return new JsonObject(value.span(), Map.of(name, new Member(value.span(), value)));
    }
}
