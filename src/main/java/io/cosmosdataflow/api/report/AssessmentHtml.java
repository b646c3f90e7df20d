package io.cosmosdataflow.api.report;

import io.cosmosdataflow.diagnostic.Issue;
import java.util.List;
import java.util.Locale;

/**
 * An assessment as one page for readers: no scripts, nothing from elsewhere, and well-formed as XML too.
 */
public final class AssessmentHtml {

    private static final String STYLE =
            """
            body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #222; }
            h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 2.2rem; }
            table { border-collapse: collapse; width: 100%; }
            th, td { text-align: left; vertical-align: top; padding: .4rem .7rem; border-bottom: 1px solid #ddd; }
            th { background: #f4f4f4; } td.number { text-align: right; }
            .runs { color: #17692c; } .runsIfGiven { color: #8a5a00; } .cannotRun { color: #a31515; }
            .verdict { font-weight: 600; white-space: nowrap; }
            ul { margin: .2rem 0; padding-left: 1.1rem; } code, pre { font-size: .86rem; overflow-wrap: anywhere; }
            pre { background: #f7f7f7; padding: .3rem .5rem; overflow-x: auto; } .place { color: #555; }
            """;

    private final StringBuilder page = new StringBuilder();

    private AssessmentHtml() {}

    public static String of(Assessment assessment) {
        AssessmentHtml html = new AssessmentHtml();
        html.page(assessment);
        return html.page.toString();
    }

    private void page(Assessment assessment) {
        String title = "Assessment of " + assessment.factory();
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        element("title", title);
        page.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n");
        element("h1", title);
        element(
                "p",
                "What the check of the definitions knows: without a network, without data, and without starting"
                        + " anything.");
        summary(assessment);
        features(assessment.missingFeatures());
        assessed("Pipelines", "pipelines", assessment.pipelines());
        assessed("Data flows", "dataFlows", assessment.dataFlows());
        if (!assessment.others().isEmpty()) {
            element("h2", "Other findings");
            element("p", "In files that no pipeline and no data flow above uses, or in no file.");
            page.append("<div id=\"otherFindings\">\n");
            findings(assessment.others());
            page.append("</div>\n");
        }
        page.append("</body>\n</html>\n");
    }

    private void summary(Assessment assessment) {
        page.append("<table id=\"summary\">\n<thead><tr><th></th><th>all</th>");
        for (RunVerdict verdict : RunVerdict.values()) {
            element("th", verdict.text());
        }
        page.append("</tr></thead>\n<tbody>\n");
        counts("Pipelines", assessment.pipelines());
        counts("Data flows", assessment.dataFlows());
        page.append("</tbody>\n</table>\n");
    }

    private void counts(String name, List<Assessed> assessed) {
        page.append("<tr>");
        element("td", name);
        number(assessed.size());
        for (RunVerdict verdict : RunVerdict.values()) {
            number(Assessment.count(assessed, verdict));
        }
        page.append("</tr>\n");
    }

    private void features(List<MissingFeature> features) {
        element("h2", "What is missing, and what it would unlock");
        if (features.isEmpty()) {
            element("p", "Nothing that these pipelines and data flows use is missing.");
            return;
        }
        element(
                "p",
                "A feature blocks what uses it; what nothing else blocks would run with it, once it is given what it"
                        + " needs.");
        page.append("<table id=\"missingFeatures\">\n<thead><tr><th>Missing</th><th>pipelines blocked</th>"
                + "<th>only by it</th><th>data flows blocked</th><th>only by it</th></tr></thead>\n<tbody>\n");
        for (MissingFeature feature : features) {
            page.append("<tr>");
            element("td", feature.name());
            number(feature.pipelines().size());
            names(feature.onlyPipelines());
            number(feature.dataFlows().size());
            names(feature.onlyDataFlows());
            page.append("</tr>\n");
        }
        page.append("</tbody>\n</table>\n");
    }

    private void names(List<String> names) {
        element("td", names.isEmpty() ? "0" : names.size() + ": " + String.join(", ", names));
    }

    private void assessed(String title, String id, List<Assessed> all) {
        element("h2", title);
        if (all.isEmpty()) {
            element("p", "There are none.");
            return;
        }
        page.append("<table id=\"")
                .append(id)
                .append("\">\n<thead><tr><th>Name</th><th>RunVerdict</th>"
                        + "<th>Needs, and findings</th></tr></thead>\n<tbody>\n");
        for (Assessed each : all) {
            page.append("<tr>");
            element("td", each.name());
            page.append("<td class=\"verdict ").append(each.verdict().word()).append("\">");
            text(each.verdict().text());
            page.append("</td><td>");
            needs(each.allNeeds());
            findings(each.findings());
            page.append("</td></tr>\n");
        }
        page.append("</tbody>\n</table>\n");
    }

    private void needs(List<Need> needs) {
        if (needs.isEmpty()) {
            return;
        }
        page.append("<ul class=\"needs\">\n");
        needs.forEach(need -> element("li", (need.what() + " " + need.how()).strip()));
        page.append("</ul>\n");
    }

    private void findings(List<Issue> issues) {
        if (issues.isEmpty()) {
            return;
        }
        page.append("<details><summary>").append(issues.size()).append(issues.size() == 1 ? " finding" : " findings");
        page.append("</summary>\n<ul class=\"findings\">\n");
        for (Issue issue : issues) {
            page.append("<li>");
            text(issue.severity().name().toLowerCase(Locale.ROOT) + " [" + issue.code() + "] "
                    + (issue.message() + " " + issue.hint()).strip());
            page.append("<br/><code class=\"place\">");
            text(issue.span().toString());
            page.append("</code>");
            if (!issue.excerpt().isEmpty()) {
                element("pre", issue.excerpt());
            }
            page.append("</li>\n");
        }
        page.append("</ul></details>\n");
    }

    private void number(long number) {
        page.append("<td class=\"number\">").append(number).append("</td>");
    }

    private void element(String name, String text) {
        page.append('<').append(name).append('>');
        text(text);
        page.append("</").append(name).append(">\n");
    }

    /** Characters that have a meaning in HTML as references; those that garble a page, or that XML has not, replaced. */
    private void text(String text) {
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> page.append("&amp;");
                case '<' -> page.append("&lt;");
                case '>' -> page.append("&gt;");
                case '"' -> page.append("&quot;");
                case '\'' -> page.append("&#39;");
                case '\n', '\t' -> page.append((char) character);
                default -> page.appendCodePoint(shown(character) ? character : 0xFFFD);
            }
        });
    }

    private static boolean shown(int character) {
        int type = Character.getType(character);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && (character & 0xFFFE) != 0xFFFE;
    }
}
