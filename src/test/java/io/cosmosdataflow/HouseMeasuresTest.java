package io.cosmosdataflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.InstanceofCheck;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.ReferencedClassObject;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts what docs/architecture.md wants few of, and writes it with its places to {@code target/architecture.txt}. A
 * count may fall, and the number here with it; it may not rise.
 */
@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = DoNotIncludeTests.class)
class HouseMeasuresTest {

    private static final String ROOT = ArchitectureTest.ROOT;
    private static final Path MAIN = Path.of("src/main/java");
    private static final Path RESULT = Path.of("target/architecture.txt");
    private static final int MOST_FILES = 30;
    private static final int MOST_PARAMETERS = 7;
    private static final int MOST_COMPONENTS = 8;
    private static final List<String> KINDS = List.of("cosmos", "file", "sql", "http");
    private static final String ANY_MAP = "java.util.Map<java.lang.String, java.lang.Object>";

    /** @param now how many there are; whoever makes them fewer lowers it */
    private record Measure(String name, Collection<String> places, int now) {

        String text() {
            return String.format("%s: %d%n", name, places.size())
                    + places.stream().map(place -> "    " + place + "\n").collect(Collectors.joining());
        }
    }

    @ArchTest
    static void noMeasureRises(JavaClasses classes) throws IOException {
        List<Measure> measures = List.of(
                new Measure("packages in cycles", packagesInCycles(classes), 0),
                new Measure("classes outside a kind of store that know it", strangers(classes), 4),
                new Measure("tests for a kind of store outside stores", kindsAskedFor(classes), 0),
                new Measure("methods with metrics by name", metricsByName(classes), 0),
                new Measure("constructors with many parameters", longConstructors(classes), 0),
                new Measure("packages over " + MOST_FILES + " files", largePackages(), 0),
                new Measure("simple names in more than one package", namesTwice(classes), 0));

        Files.createDirectories(RESULT.getParent());
        Files.writeString(
                RESULT,
                "lines of code: " + lines() + "\n"
                        + measures.stream().map(Measure::text).collect(Collectors.joining()));
        for (Measure measure : measures) {
            assertThat(measure.places()).as(measure.name()).hasSize(measure.now());
        }
    }

    private static Set<String> packagesInCycles(JavaClasses classes) {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (JavaClass each : classes) {
            Set<String> used = uses.computeIfAbsent(each.getPackageName(), name -> new TreeSet<>());
            each.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getPackageName())
                    .filter(name -> name.startsWith(ROOT) && !name.equals(each.getPackageName()))
                    .forEach(used::add);
        }
        return uses.keySet().stream()
                .filter(name -> reachable(name, uses).contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> reachable(String from, Map<String, Set<String>> uses) {
        Set<String> found = new HashSet<>();
        List<String> next = new ArrayList<>(uses.get(from));
        while (!next.isEmpty()) {
            String each = next.remove(next.size() - 1);
            if (found.add(each)) {
                next.addAll(uses.getOrDefault(each, Set.of()));
            }
        }
        return found;
    }

    /** @return the kind of store whose package it is in; empty if none */
    private static String kind(JavaClass each) {
        return KINDS.stream()
                .filter(kind -> (each.getPackageName() + ".").startsWith(ROOT + ".store." + kind + "."))
                .findAny()
                .orElse("");
    }

    private static Set<String> strangers(JavaClasses classes) {
        Set<String> found = new TreeSet<>();
        for (JavaClass each : classes) {
            for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                String kind = kind(dependency.getTargetClass());
                if (!kind.isEmpty() && !kind.equals(kind(each))) {
                    found.add(topLevel(each).getName() + " knows " + kind);
                }
            }
        }
        return found;
    }

    private static Set<String> kindsAskedFor(JavaClasses classes) {
        Set<String> found = new TreeSet<>();
        for (JavaClass each : classes) {
            if (!each.getPackageName().startsWith(ROOT + ".store.")) {
                Stream.concat(
                                each.getInstanceofChecks().stream().map(InstanceofCheck::getRawType),
                                each.getReferencedClassObjects().stream().map(ReferencedClassObject::getRawType))
                        .filter(type -> !kind(type).isEmpty())
                        .forEach(type -> found.add(each.getName() + " asks for " + type.getSimpleName()));
            }
        }
        return found;
    }

    private static List<String> metricsByName(JavaClasses classes) {
        return classes.stream()
                .filter(each -> each.getPackageName().startsWith(ROOT + ".store")
                        || each.getPackageName().startsWith(ROOT + ".run"))
                .flatMap(each -> each.getMethods().stream())
                .filter(method -> !method.getModifiers().toString().contains("SYNTHETIC"))
                .filter(method -> Stream.concat(Stream.of(method.getReturnType()), method.getParameterTypes().stream())
                        .map(JavaType::getName)
                        .anyMatch(name -> name.contains(ANY_MAP)))
                .map(JavaCodeUnit::getFullName)
                .sorted()
                .toList();
    }

    private static List<String> longConstructors(JavaClasses classes) {
        return classes.stream()
                .filter(each -> !each.isEnum())
                .flatMap(each -> each.getConstructors().stream())
                .filter(constructor -> parameters(constructor)
                        > (constructor.getOwner().isRecord() ? MOST_COMPONENTS : MOST_PARAMETERS))
                .map(constructor -> constructor.getOwner().getName() + ": " + parameters(constructor))
                .sorted()
                .toList();
    }

    /** Without those that the compiler adds: an inner class has its outer one, a local class what it uses. */
    private static int parameters(JavaConstructor constructor) {
        boolean added = constructor.getOwner().isAnonymousClass()
                || constructor.getOwner().isLocalClass()
                || constructor.getOwner().isInnerClass();
        return added ? 0 : constructor.getRawParameterTypes().size();
    }

    private static List<String> largePackages() throws IOException {
        Map<Path, Long> files;
        try (Stream<Path> all = Files.walk(MAIN)) {
            files = all.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));
        }
        return files.entrySet().stream()
                .filter(each -> each.getValue() > MOST_FILES)
                .map(each -> MAIN.relativize(each.getKey()) + ": " + each.getValue())
                .toList();
    }

    private static List<String> namesTwice(JavaClasses classes) {
        Map<String, Long> names = classes.stream()
                .filter(each -> topLevel(each).equals(each))
                .filter(each -> !each.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getSimpleName, TreeMap::new, Collectors.counting()));
        return names.entrySet().stream()
                .filter(each -> each.getValue() > 1)
                .map(each -> each.getKey() + ": " + each.getValue())
                .toList();
    }

    private static long lines() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .mapToLong(HouseMeasuresTest::lines)
                    .sum();
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JavaClass topLevel(JavaClass each) {
        return Stream.iterate(each, owner -> owner.getEnclosingClass().orElse(null))
                .takeWhile(owner -> owner != null)
                .reduce((inner, outer) -> outer)
                .map(Function.identity())
                .orElse(each);
    }
}
