package io.cosmosdataflow.definition;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The resources of one kind, by name; upper and lower case are the same, as in Data Factory. */
public final class Catalog<R extends Resource> {

    private final TreeMap<String, R> byName = new TreeMap<>();
    private final Set<String> unreadable = new HashSet<>();

    public Catalog(Collection<R> resources) {
        this(resources, Set.of());
    }

    /**
     * @param unreadable names of files that could not be read, which has been reported: a reference to one of
     *     them is no second fault
     */
    public Catalog(Collection<R> resources, Set<String> unreadable) {
        unreadable.forEach(name -> this.unreadable.add(key(name)));
        for (R resource : resources) {
            R twin = byName.put(key(resource.name()), resource);
            if (twin != null) {
                throw new IllegalArgumentException("Two resources are called " + resource.name());
            }
        }
    }

    public Optional<R> find(String name) {
        return Optional.ofNullable(byName.get(key(name)));
    }

    boolean unreadable(String name) {
        return unreadable.contains(key(name));
    }

    public Set<String> unreadable() {
        return Set.copyOf(unreadable);
    }

    /** In the order of the names. */
    public List<R> all() {
        return List.copyOf(byName.values());
    }

    public List<String> names() {
        return byName.values().stream().map(Resource::name).toList();
    }

    public static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
