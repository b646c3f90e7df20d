package io.cosmosdataflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The picture in docs/architecture.md is drawn from what imports what; {@code -Dgolden.update=true} draws it anew. An
 * arrow that another way makes superfluous is left out.
 */
@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = DoNotIncludeTests.class)
class HousePictureTest {

    private static final Path PAGE = Path.of("docs/architecture.md");
    private static final Pattern PICTURE = Pattern.compile("```mermaid\n(.*?)```", Pattern.DOTALL);
    /** Rooms of which the picture shows the inner ones too. */
    private static final Set<String> OPEN = Set.of("run", "store");

    @ArchTest
    static void thePictureIsThatOfTheImports(JavaClasses classes) throws IOException {
        String drawn = drawn(reduced(uses(classes)));
        String page = Files.readString(PAGE);
        Matcher picture = PICTURE.matcher(page);
        assertThat(picture.find()).as("a picture in " + PAGE).isTrue();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page.substring(0, picture.start(1)) + drawn + page.substring(picture.end(1)));
            return;
        }

        assertThat(picture.group(1)).isEqualTo(drawn);
    }

    private static String room(JavaClass each) {
        String[] parts = each.getPackageName()
                .substring(ArchitectureTest.ROOT.length())
                .replaceFirst("^\\.", "")
                .split("\\.");
        return OPEN.contains(parts[0]) && parts.length > 1 ? parts[0] + "." + parts[1] : parts[0];
    }

    private static Map<String, Set<String>> uses(JavaClasses classes) {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (JavaClass each : classes) {
            Set<String> used = uses.computeIfAbsent(room(each), room -> new TreeSet<>());
            each.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass())
                    .filter(target -> target.getPackageName().startsWith(ArchitectureTest.ROOT))
                    .map(HousePictureTest::room)
                    .filter(room -> !room.equals(room(each)))
                    .forEach(used::add);
        }
        return uses;
    }

    private static Map<String, Set<String>> reduced(Map<String, Set<String>> uses) {
        Map<String, Set<String>> direct = new TreeMap<>();
        uses.forEach((room, used) -> {
            Set<String> needed = new TreeSet<>(used);
            for (String between : used) {
                needed.removeAll(below(between, uses, new TreeSet<>()));
            }
            direct.put(room, needed);
        });
        return direct;
    }

    private static Set<String> below(String room, Map<String, Set<String>> uses, Set<String> found) {
        for (String each : uses.getOrDefault(room, Set.of())) {
            if (found.add(each)) {
                below(each, uses, found);
            }
        }
        return found;
    }

    private static String drawn(Map<String, Set<String>> arrows) {
        StringBuilder text = new StringBuilder("graph TD\n");
        arrows.forEach((room, used) -> used.forEach(each ->
                text.append("    ").append(room).append(" --> ").append(each).append('\n')));
        return text.toString();
    }
}
