package io.cosmosdataflow.expression.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cosmosdataflow.expression.value.Binary;
import io.cosmosdataflow.expression.value.Texts;
import java.util.List;

/** Functions over XML, which the language carries as text. */
final class XmlFunctions {

    private XmlFunctions() {}

    static List<PipelineFunction> all() {
        return new PipelineFunctionFamily("Conversion")
                .add("xml(value)", "The XML of an object with one property, or of a text in XML.", XmlFunctions::xml)
                .add(
                        "xpath(xml, path)",
                        "The nodes that an XPath finds, as an array; or the value that it computes.",
                        arguments -> Xml.select(Xml.parse(Texts.of(arguments.value(0))), arguments.text(1)))
                .functions();
    }

    private static JsonNode xml(Arguments arguments) {
        JsonNode value = arguments.value(0);
        if (value.isObject() && !Binary.is(value)) {
            return TextNode.valueOf(Xml.write(Xml.fromJson(value)));
        }
        return TextNode.valueOf(Xml.write(Xml.parse(Texts.of(value))));
    }
}
