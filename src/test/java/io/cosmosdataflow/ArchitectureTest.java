package io.cosmosdataflow;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.junit.jupiter.api.Test;

/** Keeps the house as docs/architecture.md draws it: data flows down, no cycles, no arrow up. */
@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    static final String ROOT = "io.cosmosdataflow";

    /** From the roof to the ground; each may use those behind it. */
    private static final List<String> ROOMS = List.of(
            "cli",
            "api",
            "run",
            "copy",
            "compile",
            "store",
            "state",
            "plan",
            "project",
            "function",
            "demand",
            "spark",
            "expression",
            "script",
            "http",
            "definition",
            "disk",
            "endpoint",
            "diagnostic");

    private static final String SDK = ROOT + ".store.cosmos.sdk..";
    private static final List<String> KINDS_OF_STORE = List.of("cosmos", "file", "sql", "http");
    private static final String[] SPARK_INTERNALS = packages("spark", "store.file.scan", "store.file.write");

    /** Rows and values that Spark's published interfaces for sources and sinks hand out and take. */
    private static final String ROWS_OF_SPARK =
            "org\\.apache\\.spark\\.sql\\.catalyst\\.(InternalRow|expressions\\.\\w+Row|util\\.\\w+Data)";

    private static final String[] SPARK = {"org.apache.spark..", "scala.."};

    @ArchTest
    static void aRoomUsesOnlyWhatStandsBelowIt(JavaClasses classes) {
        for (int room = 1; room < ROOMS.size(); room++) {
            String[] above = ROOMS.subList(0, room).stream()
                    .map(each -> ROOT + "." + each + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "." + ROOMS.get(room) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .allowEmptyShould(true)
                    .check(classes);
        }
    }

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_LOWER_ROOMS_KNOW_NOTHING_OF_SPARK = noClasses()
            .that()
            .resideInAnyPackage(
                    packages("definition", "expression", "script", "state", "http", "diagnostic", "emulator"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SPARK);

    @ArchTest
    static final ArchRule THE_EMULATOR_KNOWS_NOTHING_OF_THE_REST = noClasses()
            .that()
            .resideInAPackage(ROOT + ".emulator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages(ROOMS.toArray(String[]::new)));

    @ArchTest
    static final ArchRule ONLY_THE_FRONT_DOOR_KNOWS_THE_EMULATOR = noClasses()
            .that()
            .resideOutsideOfPackages(packages("cli", "emulator"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".emulator..");

    @ArchTest
    static final ArchRule A_COPY_NEVER_OPENS_A_STORE = noClasses()
            .that()
            .resideInAPackage(ROOT + ".copy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".store.cosmos..", ROOT + ".store.file..", ROOT + ".store.sql..");

    /** So that a kind of store is one folder and one line; see docs/extending.md. */
    @ArchTest
    static void oneClassKnowsTheKindsOfStore(JavaClasses classes) {
        for (String kind : KINDS_OF_STORE) {
            String own = ROOT + ".store." + kind + "..";
            noClasses()
                    .that()
                    .resideOutsideOfPackage(own)
                    .and()
                    .doNotHaveFullyQualifiedName(ROOT + ".run.activity.Stores")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(own)
                    .check(classes);
        }
    }

    /** What may change with each version of Spark stands in one room, but for its formats of files. */
    @ArchTest
    static final ArchRule ONE_ROOM_KNOWS_WHAT_SPARK_DOES_NOT_PUBLISH = noClasses()
            .that()
            .resideOutsideOfPackages(SPARK_INTERNALS)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "org.apache.spark.sql.catalyst..",
                            "org.apache.spark.sql.execution..",
                            "org.apache.spark.sql.internal..")
                    .and(not(nameMatching(ROWS_OF_SPARK))));

    @ArchTest
    static final ArchRule STORES_KNOW_NOTHING_OF_DATA_FLOWS = noClasses()
            .that()
            .resideInAPackage(ROOT + ".store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages("plan", "function", "script"));

    /** So that another version of the connector meets one package, and what that lacks is found before a run. */
    @ArchTest
    static final ArchRule ONE_PACKAGE_KNOWS_WHAT_THE_SDK_DOES_NOT_PUBLISH = noClasses()
            .that()
            .resideOutsideOfPackage(SDK)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("azure_cosmos_spark.com.azure.cosmos.implementation..", "com.azure.cosmos.spark..");

    @ArchTest
    static final ArchRule ONE_PACKAGE_REFLECTS_ON_THE_SDK = noClasses()
            .that()
            .resideInAPackage(ROOT + ".store.cosmos..")
            .and()
            .resideOutsideOfPackage(SDK)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.lang.reflect..")
            .orShould()
            .callMethod(Class.class, "forName", String.class)
            .orShould()
            .callMethod(Class.class, "forName", String.class, boolean.class, ClassLoader.class)
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.invoke.MethodHandles$Lookup");

    @ArchTest
    static final ArchRule ONLY_THE_FRONT_DOOR_ENDS_THE_JVM = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".cli..")
            .should()
            .callMethod(System.class, "exit", int.class);

    /** They ask the session of the thread whether upper and lower case count; {@code NamedColumns} does not. */
    @ArchTest
    static final ArchRule NOBODY_NAMES_COLUMNS_BY_THE_SESSION_OF_THE_THREAD = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".emulator..")
            .should()
            .callMethodWhere(describe(
                    "a method of Dataset that resolves names at once",
                    call -> call.getTargetOwner().isEquivalentTo(Dataset.class) && resolvesNames(call.getTarget())));

    private static boolean resolvesNames(MethodCallTarget method) {
        Set<String> always = Set.of(
                "col",
                "colRegex",
                "apply",
                "withColumn",
                "withColumns",
                "withColumnRenamed",
                "withColumnsRenamed",
                "drop",
                "unionByName",
                "na",
                "stat",
                "describe",
                "summary");
        Set<String> byText = Set.of("join", "groupBy", "rollup", "cube");
        boolean text = method.getRawParameterTypes().stream()
                .anyMatch(type -> type.isEquivalentTo(String.class) || type.isEquivalentTo(String[].class));
        boolean condition = method.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Column.class));
        return always.contains(method.getName()) || byText.contains(method.getName()) && text && !condition;
    }

    @ArchTest
    static void everyClassHasARoom(JavaClasses classes) {
        Set<String> homeless = new TreeSet<>();
        for (JavaClass each : classes) {
            String rest = each.getPackageName().substring(ROOT.length()).replaceFirst("^\\.", "");
            String room = rest.split("\\.")[0];
            if (!ROOMS.contains(room) && !room.equals("emulator")) {
                homeless.add(each.getName());
            }
        }
        assertThat(homeless).isEmpty();
    }

    @ArchTest
    static void utilitiesHaveNoHome(JavaClasses classes) {
        assertThat(classes.stream()
                        .filter(each -> !each.getModifiers().contains(JavaModifier.SYNTHETIC))
                        .filter(each -> each.getSimpleName().matches(".*(Util|Utils|Helper|Manager|Impl)")))
                .isEmpty();
    }

    @Test
    void noSourceFileIsLongerThanAReaderCanHold() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            List<Path> tooLong = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> lines(file) > 500)
                    .toList();
            assertThat(tooLong).isEmpty();
        }
    }

    @Test
    void everyPackageSaysWhatComesInAndWhatGoesOut() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            Set<Path> silent = new TreeSet<>();
            files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                    .forEach(silent::add);
            assertThat(silent).isEmpty();
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String[] packages(String... rooms) {
        return Stream.of(rooms).map(room -> ROOT + "." + room + "..").toArray(String[]::new);
    }
}
