package io.cosmosdataflow.plan.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Places boxes from left to right in the order of the data. An arrow over several layers has a place of its own
 * in each, so that it passes between boxes instead of over them. The same boxes always get the same places.
 */
final class Layout {

    static final int WIDTH = 228;
    static final int GAP_ACROSS = 76;
    static final int GAP_DOWN = 22;
    static final int MARGIN = 20;

    private static final int LANE = 4;
    private static final int SWEEPS = 6;

    private final List<List<Place>> layers = new ArrayList<>();
    private final Map<String, Place> boxes = new HashMap<>();
    private final List<Route> routes = new ArrayList<>();

    /** A thing to place, behind all that it reads from. */
    record Box(String name, int height, List<Arrow> from) {
        Box {
            from = List.copyOf(from);
        }
    }

    /** @param label of the arrow; mostly empty */
    record Arrow(String from, String label, boolean dashed) {}

    /** An arrow with the places that it goes through, its ends among them. */
    record Route(Arrow arrow, List<Place> places) {}

    /** A place for a box, or for an arrow that passes. */
    static final class Place {
        private final String name;
        private final int layer;
        private final int height;
        private final List<Place> before = new ArrayList<>();
        private final List<Place> after = new ArrayList<>();
        private int y;

        private Place(String name, int layer, int height) {
            this.name = name;
            this.layer = layer;
            this.height = height;
        }

        String name() {
            return name;
        }

        int x() {
            return MARGIN + layer * (WIDTH + GAP_ACROSS);
        }

        int y() {
            return y;
        }

        int height() {
            return height;
        }

        int middle() {
            return y + height / 2;
        }
    }

    private Layout() {}

    static Layout of(List<Box> boxes) {
        Layout layout = new Layout();
        boxes.forEach(layout::add);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            layout.order(sweep % 2 == 0);
        }
        layout.layers.forEach(layout::stack);
        layout.moveUp();
        return layout;
    }

    private void add(Box box) {
        int layer = box.from().stream()
                .mapToInt(arrow -> boxes.get(arrow.from()).layer + 1)
                .max()
                .orElse(0);
        Place place = place(box.name(), layer, box.height());
        boxes.put(box.name(), place);
        for (Arrow arrow : box.from()) {
            List<Place> through = new ArrayList<>(List.of(boxes.get(arrow.from())));
            for (int i = through.get(0).layer + 1; i < layer; i++) {
                connect(through, place("", i, LANE));
            }
            connect(through, place);
            routes.add(new Route(arrow, List.copyOf(through)));
        }
    }

    private Place place(String name, int layer, int height) {
        while (layers.size() <= layer) {
            layers.add(new ArrayList<>());
        }
        Place place = new Place(name, layer, height);
        layers.get(layer).add(place);
        return place;
    }

    private static void connect(List<Place> through, Place next) {
        Place last = through.get(through.size() - 1);
        last.after.add(next);
        next.before.add(last);
        through.add(next);
    }

    /** Each place near the middle of its neighbours, which leaves few crossings. */
    private void order(boolean forward) {
        for (int i = 0; i < layers.size(); i++) {
            List<Place> layer = layers.get(forward ? i : layers.size() - 1 - i);
            Map<Place, Double> wanted = new HashMap<>();
            for (int j = 0; j < layer.size(); j++) {
                double now = j;
                List<Place> near = forward ? layer.get(j).before : layer.get(j).after;
                wanted.put(
                        layer.get(j),
                        near.stream()
                                .mapToInt(each -> layers.get(each.layer).indexOf(each))
                                .average()
                                .orElse(now));
            }
            layer.sort(Comparator.comparing(wanted::get));
        }
    }

    /** Beside the boxes that it reads from where there is room, else below its neighbour. */
    private void stack(List<Place> layer) {
        int free = Integer.MIN_VALUE / 2;
        for (Place place : layer) {
            double beside =
                    place.before.stream().mapToInt(Place::middle).average().orElse(0);
            int wanted = place.before.isEmpty() ? Math.max(free, 0) : (int) Math.round(beside) - place.height / 2;
            place.y = Math.max(free, wanted);
            free = place.y + place.height + GAP_DOWN;
        }
    }

    private void moveUp() {
        int top = layers.stream().flatMap(List::stream).mapToInt(Place::y).min().orElse(0);
        layers.forEach(layer -> layer.forEach(place -> place.y += MARGIN - top));
    }

    Place place(String box) {
        return boxes.get(box);
    }

    List<Route> routes() {
        return List.copyOf(routes);
    }

    int width() {
        return Math.max(1, layers.size()) * (WIDTH + GAP_ACROSS) - GAP_ACROSS + 2 * MARGIN;
    }

    int height() {
        return MARGIN
                + layers.stream()
                        .flatMap(List::stream)
                        .mapToInt(place -> place.y + place.height)
                        .max()
                        .orElse(0);
    }
}
