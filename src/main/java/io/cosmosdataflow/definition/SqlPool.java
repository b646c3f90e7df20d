package io.cosmosdataflow.definition;

import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A dedicated SQL pool of a Synapse workspace, which definitions name with {@code sqlPool} where others name a linked
 * service. The workspace has one linked service that reaches all its pools, {@code <workspace>-WorkspaceDefaultSqlServer};
 * of the pool called {@code x} it is the linked service with the database {@code x}, whichever database its own settings
 * name. Which pools exist is known to the workspace only.
 *
 * <p>Source: Microsoft Learn, Azure Synapse Analytics, "Transform data by using SQL pool stored procedure activity"; rules
 * for names: "Naming rules and restrictions for Azure resources", Microsoft.Synapse.
 */
public final class SqlPool {

    /** Of the settings of the linked service: the pool that it was taken for. */
    public static final String PROPERTY = "sqlPool";

    private static final String SERVICE = "-WorkspaceDefaultSqlServer";
    private static final String TYPE = "AzureSqlDW";
    /** The parameter with which the workspace's own connection string names the database. */
    private static final String DATABASE = "DBName";

    private static final Pattern NAME =
            Pattern.compile("[^<>*%&:\\\\/?@\\p{Cntrl}-]{0,59}[^<>*%&:\\\\/?@\\p{Cntrl}. -]");

    private final Reference reference;

    SqlPool(Reference reference) {
        this.reference = Objects.requireNonNull(reference, "reference");
    }

    /** What reaches the pools of a workspace; usually one, by whatever type. */
    public static List<LinkedService> services(Factory factory) {
        return factory.linkedServices().all().stream()
                .filter(each -> Catalog.key(each.name()).endsWith(Catalog.key(SERVICE)))
                .toList();
    }

    /** The pool that the linked service was taken for; empty for one that is named by itself. */
    public static Optional<String> of(LinkedService service) {
        return service.typeProperties()
                .find(PROPERTY)
                .map(Member::value)
                .filter(JsonText.class::isInstance)
                .map(value -> ((JsonText) value).text());
    }

    /**
     * Whether the definitions tell how to reach the pool that the linked service was taken for, which local mode need not
     * know; {@link ErrorCode#MissingReference} if they do not.
     */
    public static boolean reached(LinkedService service, Issues issues) {
        if (of(service).isEmpty() || service.typeProperties().members().size() > 1) {
            return true;
        }
        issues.error(
                ErrorCode.MissingReference,
                service.span(),
                "SQL pool '" + of(service).orElseThrow() + "' is reached by the linked service of its workspace, '"
                        + service.name() + "', which is not there.",
                "Its file is expected in linkedService/, under the name of the workspace.");
        return false;
    }

    /** Empty if it cannot be told which one it is, which is reported where the pool is named. */
    Optional<LinkedService> linkedService(Factory factory, Issues issues) {
        if (reference.name().isBlank() || !named(issues)) {
            return Optional.empty();
        }
        List<LinkedService> all = services(factory);
        String own = factory.name() + SERVICE;
        Optional<LinkedService> one = all.size() == 1
                ? Optional.of(all.get(0))
                : all.stream().filter(each -> each.name().equalsIgnoreCase(own)).findFirst();
        if (one.isPresent()) {
            return one.filter(each -> isOfPools(each, issues)).map(this::on);
        }
        if (!all.isEmpty()) {
            report(
                    issues,
                    "may be of several workspaces: there are the linked services "
                            + String.join(
                                    ", ", all.stream().map(LinkedService::name).toList()) + ".",
                    "Keep that of the workspace which has the pool.");
            return Optional.empty();
        }
        if (factory.linkedServices().unreadable(own)) {
            return Optional.empty();
        }
        JsonObject nothing = new JsonObject(reference.span(), Map.of());
        return Optional.of(
                on(new LinkedService(own, TYPE, nothing, Map.of(), Optional.empty(), reference.span(), nothing)));
    }

    private boolean named(Issues issues) {
        if (NAME.matcher(reference.name()).matches()) {
            return true;
        }
        report(
                issues,
                "cannot be the name of a pool.",
                "Write the name itself, of at most 60 characters; expressions are not evaluated here.");
        return false;
    }

    private boolean isOfPools(LinkedService service, Issues issues) {
        if (service.type().equalsIgnoreCase(TYPE)) {
            return true;
        }
        report(
                issues,
                "is reached by linked service '" + service.name() + "', which is of type '" + service.type() + "'.",
                "The linked service of a workspace for its pools is of type " + TYPE + ".");
        return false;
    }

    private void report(Issues issues, String what, String hint) {
        issues.error(ErrorCode.InvalidProperty, reference.span(), "SQL pool '" + reference.name() + "' " + what, hint);
    }

    private LinkedService on(LinkedService service) {
        JsonText pool = new JsonText(reference.span(), reference.name());
        Map<String, Member> settings =
                new LinkedHashMap<>(service.typeProperties().members());
        settings.put(PROPERTY, new Member(reference.span(), pool));
        Map<String, ParameterDefinition> parameters = new LinkedHashMap<>(service.parameters());
        parameters.replaceAll((name, declared) -> name.equalsIgnoreCase(DATABASE)
                ? new ParameterDefinition(name, declared.type(), Optional.of(pool), declared.span())
                : declared);
        return new LinkedService(
                service.name(),
                service.type(),
                new JsonObject(service.typeProperties().span(), settings),
                parameters,
                service.connectVia(),
                service.span(),
                service.raw());
    }
}
