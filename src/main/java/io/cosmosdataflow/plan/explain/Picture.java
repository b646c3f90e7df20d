package io.cosmosdataflow.plan.explain;

import io.cosmosdataflow.plan.CacheReferences;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.plan.stream.StreamName;
import io.cosmosdataflow.plan.stream.StreamSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Draws a plan: each stream a box with its columns, and arrows in the direction of the data. Dashed: a cache. */
final class Picture {

    private static final int MOST_COLUMNS = 10;

    /** A transformation is drawn for the columns that it makes; a rule that makes hundreds is not a picture. */
    private static final int MOST_MADE = 24;

    private static final int HEAD = 40;
    private static final int LINE = 16;
    private static final int PADDING = 8;

    /** So many characters of a fixed width stand beside each other in a box. */
    private static final int CHARACTERS = 31;

    private static final int TITLE_CHARACTERS = 24;

    private final Explanation explanation;
    private final Layout layout;
    private final StringBuilder out = new StringBuilder();

    private Picture(Explanation explanation) {
        this.explanation = explanation;
        this.layout = Layout.of(boxes(explanation));
    }

    static String of(Explanation explanation) {
        return new Picture(explanation).svg();
    }

    private static List<Layout.Box> boxes(Explanation explanation) {
        List<Layout.Box> boxes = new ArrayList<>();
        List<Node> nodes = explanation.plan().nodes();
        for (Node node : nodes) {
            List<Layout.Arrow> from = new ArrayList<>();
            for (StreamName input : node.shape().inputs()) {
                from.add(new Layout.Arrow(maker(nodes, input), input.branch().orElse(""), false));
            }
            for (String sink : caches(explanation, node)) {
                from.add(new Layout.Arrow(sink, "", true));
            }
            boxes.add(
                    new Layout.Box(node.name(), HEAD + lines(explanation, node).size() * LINE + PADDING, from));
        }
        return boxes;
    }

    private static String maker(List<Node> nodes, StreamName stream) {
        return nodes.stream()
                .filter(node -> node.shape().outputs().contains(stream))
                .findFirst()
                .orElseThrow()
                .name();
    }

    /** In a flowlet the sinks have its prefix. */
    private static List<String> caches(Explanation explanation, Node node) {
        String prefix = node.name().substring(0, node.name().lastIndexOf('/') + 1);
        Set<String> names = explanation.statement(node).map(CacheReferences::of).orElse(Set.of());
        return names.stream()
                .map(name -> prefix + name)
                .filter(name -> explanation.plan().find(name).isPresent())
                .toList();
    }

    /** What the stream makes goes before what it only passes on; columns keep their order. */
    private static List<ShownColumn> lines(Explanation explanation, Node node) {
        List<ShownColumn> columns = ShownColumn.of(node, false);
        List<ShownColumn> lines = new ArrayList<>(columns);
        if (columns.size() > MOST_COLUMNS) {
            Set<Integer> shown = shown(made(explanation, node), columns.size());
            lines = new ArrayList<>(shown.stream().map(columns::get).toList());
            if (lines.size() < columns.size()) {
                lines.add(remark("+ " + (columns.size() - lines.size()) + " more"));
            }
        }
        if (node.shape().schema().open()) {
            lines.add(remark("+ what else the data has"));
        }
        return lines;
    }

    /** @param made for each column whether the stream makes it */
    private static Set<Integer> shown(List<Boolean> made, int columns) {
        Set<Integer> shown = new TreeSet<>();
        for (int i = 0; i < columns && shown.size() < MOST_MADE; i++) {
            if (made.get(i)) {
                shown.add(i);
            }
        }
        for (int i = 0; i < columns && shown.size() < MOST_COLUMNS - 1; i++) {
            shown.add(i);
        }
        return shown;
    }

    /** Columns that no input has by this name, of this type and from the same origin. */
    private static List<Boolean> made(Explanation explanation, Node node) {
        Set<String> given = new HashSet<>();
        Map<StreamName, StreamSchema> streams = explanation.plan().streams();
        node.shape().inputs().stream()
                .map(streams::get)
                .filter(Objects::nonNull)
                .forEach(input -> input.columns().forEach(column -> given.add(key(column))));
        boolean first = node.shape().inputs().isEmpty();
        return node.shape().schema().columns().stream()
                .map(column -> !first && !given.contains(key(column)))
                .toList();
    }

    private static String key(StreamColumn column) {
        return String.join("\n", column.name(), column.type().catalogString(), column.origin());
    }

    private static ShownColumn remark(String text) {
        return new ShownColumn(text, "", "");
    }

    private String svg() {
        int width = layout.width();
        int height = layout.height();
        line("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
                + "\" viewBox=\"0 0 " + width + " " + height + "\" role=\"img\">");
        line("<title>" + escaped("Data flow " + explanation.plan().name()) + "</title>");
        line("<style>text{fill:#1f2328;font-family:sans-serif;font-size:12px}"
                + ".n{font-weight:bold;font-size:13px}.t{fill:#57606a;font-size:11px}"
                + ".c{font-family:monospace;font-size:11px}.d{font-family:monospace;font-size:11px;fill:#57606a}"
                + ".l{font-size:11px;stroke:#ffffff;stroke-width:4px;paint-order:stroke}"
                + ".e{fill:none;stroke:#57606a;stroke-width:1.5}</style>");
        line("<defs><marker id=\"arrow\" markerWidth=\"9\" markerHeight=\"8\" refX=\"8\" refY=\"4\" orient=\"auto\""
                + " markerUnits=\"userSpaceOnUse\"><path d=\"M0 0L9 4L0 8z\" fill=\"#57606a\"/></marker></defs>");
        line("<rect width=\"" + width + "\" height=\"" + height + "\" fill=\"#ffffff\"/>");
        layout.routes().forEach(this::route);
        explanation.plan().nodes().forEach(this::box);
        line("</svg>");
        return out.toString();
    }

    private void route(Layout.Route route) {
        StringBuilder path = new StringBuilder();
        List<Layout.Place> places = route.places();
        for (int i = 1; i < places.size(); i++) {
            Layout.Place from = places.get(i - 1);
            Layout.Place to = places.get(i);
            int start = from.x() + Layout.WIDTH;
            int middle = start + Layout.GAP_ACROSS / 2;
            path.append(i == 1 ? "M" + start + " " + from.middle() : "L" + start + " " + from.middle())
                    .append("C" + middle + " " + from.middle() + " " + middle + " " + to.middle() + " " + to.x() + " "
                            + to.middle());
        }
        String dashes = route.arrow().dashed() ? " stroke-dasharray=\"5 4\"" : "";
        line("<path class=\"e\" d=\"" + path + "\"" + dashes + " marker-end=\"url(#arrow)\"/>");
        if (!route.arrow().label().isEmpty()) {
            Layout.Place end = places.get(places.size() - 1);
            Layout.Place before = places.get(places.size() - 2);
            int x = end.x() - Layout.GAP_ACROSS / 2;
            int y = (end.middle() + before.middle()) / 2 + 4;
            line("<text class=\"l\" text-anchor=\"middle\" x=\"" + x + "\" y=\"" + y + "\">"
                    + escaped(cut(route.arrow().label(), 12)) + "</text>");
        }
    }

    private void box(Node node) {
        Layout.Place place = layout.place(node.name());
        int right = place.x() + Layout.WIDTH - PADDING;
        int left = place.x() + PADDING;
        line("<g><title>" + escaped(node.name()) + "</title>");
        line("<rect x=\"" + place.x() + "\" y=\"" + place.y() + "\" width=\"" + Layout.WIDTH + "\" height=\""
                + place.height() + "\" rx=\"5\" fill=\"#ffffff\" stroke=\"#57606a\"/>");
        line("<path d=\"M" + place.x() + " " + (place.y() + HEAD - 4) + "v-" + (HEAD - 9) + "a5 5 0 0 1 5 -5h"
                + (Layout.WIDTH - 10) + "a5 5 0 0 1 5 5v" + (HEAD - 9) + "z\" fill=\"" + colour(node)
                + "\" stroke=\"#57606a\"/>");
        text("n", "", left, place.y() + 16, cut(node.name(), TITLE_CHARACTERS));
        text("t", "", left, place.y() + 31, node.shape().transformation());
        int y = place.y() + HEAD + 10;
        for (ShownColumn column : lines(explanation, node)) {
            String type = cut(column.type(), CHARACTERS / 2);
            int space = CHARACTERS - (type.isEmpty() ? 0 : type.length() + 1);
            text(type.isEmpty() ? "d" : "c", "", left, y, cut(column.name(), space));
            if (!type.isEmpty()) {
                text("d", " text-anchor=\"end\"", right, y, type);
            }
            y += LINE;
        }
        line("</g>");
    }

    private static String colour(Node node) {
        if (node instanceof Node.Source) {
            return "#dafbe1";
        }
        return node instanceof Node.Sink ? "#ddf4ff" : "#eff1f3";
    }

    private void text(String kind, String more, int x, int y, String text) {
        line("<text class=\"" + kind + "\"" + more + " x=\"" + x + "\" y=\"" + y + "\">" + escaped(text) + "</text>");
    }

    private static String cut(String text, int most) {
        int length = text.codePointCount(0, text.length());
        return length <= most ? text : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "\u2026";
    }

    /** Characters that XML does not have become a mark for a missing one. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(character -> {
            boolean allowed = character == '\t'
                    || character >= 0x20 && character <= 0xD7FF
                    || character >= 0xE000 && character <= 0xFFFD
                    || character >= 0x10000;
            switch (character) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(allowed ? character : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
