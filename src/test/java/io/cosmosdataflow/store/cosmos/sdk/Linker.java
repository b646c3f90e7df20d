package io.cosmosdataflow.store.cosmos.sdk;

import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassReader;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Opcodes;
import io.cosmosdataflow.store.cosmos.sdk.LinkedClass.Member;
import io.cosmosdataflow.store.cosmos.sdk.References.MethodReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Links classes against a jar of the SDK as a JVM would, without loading any of them: what does not resolve, or may not
 * be used as it is, is told with the class that uses it.
 *
 * <p>Source of the rules: the Java Virtual Machine Specification, 5.4.3 (resolution) and 5.4.4 (access control).
 */
final class Linker implements AutoCloseable {

    private static final String SDK = "azure_cosmos_spark/";

    private final ZipFile jar;
    private final Map<String, LinkedClass> ours = new HashMap<>();
    private final Map<String, Optional<LinkedClass>> others = new HashMap<>();
    private final Set<String> problems = new TreeSet<>();

    Linker(Path jar) throws IOException {
        this.jar = new ZipFile(jar.toFile());
    }

    /** @return what is wrong with the classes below {@code directory}, but for those below {@code except} */
    Set<String> link(Path directory, Path except) throws IOException {
        List<byte[]> classes = new ArrayList<>();
        try (var files = Files.walk(directory)) {
            for (Path file :
                    (Iterable<Path>) files.filter(each -> each.toString().endsWith(".class"))
                            .filter(each -> !each.startsWith(except))::iterator) {
                classes.add(Files.readAllBytes(file));
            }
        }
        return link(classes);
    }

    Set<String> link(List<byte[]> classes) {
        for (byte[] each : classes) {
            LinkedClass read = LinkedClass.of(each);
            ours.put(read.name(), read);
        }
        for (byte[] each : classes) {
            References references = new References();
            new ClassReader(each).accept(references, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            LinkedClass user = ours.get(new ClassReader(each).getClassName());
            references.types().forEach(name -> type(user, name));
            references.methods().forEach(method -> method(user, method));
            references.fields().forEach(field -> field(user, field));
            hierarchy(user);
        }
        return problems;
    }

    private void type(LinkedClass user, String name) {
        if (!ofTheSdk(name)) {
            return;
        }
        Optional<LinkedClass> found = find(name);
        if (found.isEmpty()) {
            problem(user, "there is no class " + name);
        } else if (!Modifier.isPublic(found.get().access())) {
            problem(user, "class " + name + " is not public");
        }
    }

    private void method(LinkedClass user, MethodReference reference) {
        Optional<LinkedClass> owner = find(reference.owner());
        if (owner.isEmpty() || !touchesTheSdk(owner.get())) {
            return;
        }
        if (owner.get().isInterface() != reference.ofInterface()) {
            problem(user, reference + ": its owner is now " + (reference.ofInterface() ? "a class" : "an interface"));
            return;
        }
        Optional<Member> found = find(owner.get(), reference.name() + reference.descriptor(), LinkedClass::methods);
        if (found.isEmpty()) {
            problem(user, "there is no method " + reference);
        } else if (Modifier.isStatic(found.get().access()) != reference.isStatic()) {
            problem(user, "method " + reference + " is " + (reference.isStatic() ? "not " : "") + "static");
        } else {
            access(user, found.get(), "method " + reference);
        }
    }

    private void field(LinkedClass user, MethodReference reference) {
        Optional<LinkedClass> owner = find(reference.owner());
        if (owner.isEmpty() || !touchesTheSdk(owner.get())) {
            return;
        }
        Optional<Member> found = find(owner.get(), reference.name() + reference.descriptor(), LinkedClass::fields);
        if (found.isEmpty()) {
            problem(user, "there is no field " + reference);
        } else if (Modifier.isStatic(found.get().access()) != reference.isStatic()) {
            problem(user, "field " + reference + " is " + (reference.isStatic() ? "not " : "") + "static");
        } else {
            access(user, found.get(), "field " + reference);
        }
    }

    private void access(LinkedClass user, Member member, String what) {
        if (!ofTheSdk(member.owner()) || Modifier.isPublic(member.access())) {
            return;
        }
        boolean inherited =
                ancestors(user).stream().anyMatch(each -> each.name().equals(member.owner()));
        if (!Modifier.isProtected(member.access()) || !inherited) {
            problem(user, what + " is not public");
        }
    }

    /** Nothing final is extended or overridden, and nothing abstract is left open. */
    private void hierarchy(LinkedClass user) {
        if (!touchesTheSdk(user)) {
            return;
        }
        List<LinkedClass> ancestors = ancestors(user);
        find(user.superName())
                .filter(parent -> ofTheSdk(parent.name()) && Modifier.isFinal(parent.access()))
                .ifPresent(parent -> problem(user, "class " + parent.name() + " is final"));
        for (LinkedClass ancestor : ancestors) {
            ancestor.methods().values().stream()
                    .filter(method -> ofTheSdk(method.owner()) && Modifier.isFinal(method.access()))
                    .filter(method -> !Modifier.isPrivate(method.access()) && !Modifier.isStatic(method.access()))
                    .filter(method -> user.methods().containsKey(method.signature()))
                    .forEach(method -> problem(user, "method " + method + " is final"));
            if (!Modifier.isAbstract(user.access())) {
                ancestor.methods().values().stream()
                        .filter(method -> ofTheSdk(method.owner()) && Modifier.isAbstract(method.access()))
                        .filter(method -> !implemented(user, method.signature()))
                        .forEach(method -> problem(user, "method " + method + " is not implemented"));
            }
        }
    }

    private boolean implemented(LinkedClass user, String signature) {
        for (Optional<LinkedClass> each = Optional.of(user);
                each.isPresent();
                each = find(each.get().superName())) {
            Member method = each.get().methods().get(signature);
            if (method != null && !Modifier.isStatic(method.access())) {
                return !Modifier.isAbstract(method.access());
            }
        }
        return ancestors(user).stream()
                .filter(LinkedClass::isInterface)
                .map(each -> each.methods().get(signature))
                .anyMatch(method -> method != null && !Modifier.isAbstract(method.access()));
    }

    /** First up the classes, then through all interfaces. */
    private Optional<Member> find(
            LinkedClass owner,
            String signature,
            java.util.function.Function<LinkedClass, Map<String, Member>> members) {
        List<LinkedClass> places = new ArrayList<>(List.of(owner));
        places.addAll(ancestors(owner));
        return places.stream()
                .map(each -> members.apply(each).get(signature))
                .filter(java.util.Objects::nonNull)
                .findFirst();
    }

    /** Superclasses, the nearest first, then all interfaces. */
    private List<LinkedClass> ancestors(LinkedClass of) {
        List<LinkedClass> classes = new ArrayList<>();
        for (Optional<LinkedClass> each = find(of.superName());
                each.isPresent();
                each = find(each.get().superName())) {
            classes.add(each.get());
        }
        Set<LinkedClass> interfaces = new LinkedHashSet<>();
        addInterfaces(of, interfaces);
        classes.forEach(each -> addInterfaces(each, interfaces));
        classes.addAll(interfaces);
        return classes;
    }

    private void addInterfaces(LinkedClass of, Set<LinkedClass> all) {
        for (String name : of.interfaces()) {
            find(name).filter(all::add).ifPresent(each -> addInterfaces(each, all));
        }
    }

    private boolean touchesTheSdk(LinkedClass found) {
        return ofTheSdk(found.name())
                || ours.containsKey(found.name()) && ancestors(found).stream().anyMatch(each -> ofTheSdk(each.name()));
    }

    private static boolean ofTheSdk(String name) {
        return name.startsWith(SDK);
    }

    private void problem(LinkedClass user, String what) {
        problems.add(user.name() + ": " + what);
    }

    private Optional<LinkedClass> find(String name) {
        if (name == null) {
            return Optional.empty();
        }
        LinkedClass own = ours.get(name);
        return own != null ? Optional.of(own) : others.computeIfAbsent(name, this::read);
    }

    /** Of the SDK only what the jar has; the rest, Java's own classes too, is taken from the class path. */
    private Optional<LinkedClass> read(String name) {
        String resource = name + ".class";
        ZipEntry entry = jar.getEntry(resource);
        try (InputStream stream = ofTheSdk(name)
                ? entry == null ? null : jar.getInputStream(entry)
                : ClassLoader.getSystemResourceAsStream(resource)) {
            return stream == null ? Optional.empty() : Optional.of(LinkedClass.of(stream.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        jar.close();
    }

    static boolean isStatic(int opcode) {
        return opcode == Opcodes.INVOKESTATIC || opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC;
    }
}
