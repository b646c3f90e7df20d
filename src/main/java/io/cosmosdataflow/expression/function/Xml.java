package io.cosmosdataflow.expression.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cosmosdataflow.expression.value.EvaluationFault;
import io.cosmosdataflow.expression.value.Texts;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.xpath.XPathEvaluationResult;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathNodes;
import org.w3c.dom.DOMException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * XML from and to JSON, as Newtonsoft.Json does it: {@code @name} is an attribute, {@code #text} the text
 * beside them, {@code ?xml} the declaration, an array an element that occurs again. Document types are refused: they
 * reach outside.
 */
final class Xml {

    private static final String DECLARATION = "?xml";

    private static final Pattern DECLARED = Pattern.compile("^<\\?xml\\s([^?]*)\\?>");

    private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')");

    private Xml() {}

    static Document parse(String text) {
        try {
            DocumentBuilder builder = builder();
            builder.setErrorHandler(new DefaultHandler());
            Document document = builder.parse(new InputSource(new StringReader(text.strip())));
            Matcher declared = DECLARED.matcher(text.strip());
            if (declared.find()) {
                ObjectNode attributes = JsonNodeFactory.instance.objectNode();
                Matcher attribute = ATTRIBUTE.matcher(declared.group(1));
                while (attribute.find()) {
                    String value = attribute.group(2) == null ? attribute.group(3) : attribute.group(2);
                    attributes.put("@" + attribute.group(1), value);
                }
                document.setUserData(DECLARATION, attributes, null);
            }
            return document;
        } catch (SAXException | IOException e) {
            throw new EvaluationFault("the text is not valid XML, or has a document type", e);
        }
    }

    static JsonNode toJson(Document document) {
        Element root = document.getDocumentElement();
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        if (document.getUserData(DECLARATION) instanceof ObjectNode declaration) {
            object.set(DECLARATION, declaration);
        }
        object.set(root.getTagName(), toJson(root));
        return object;
    }

    private static JsonNode toJson(Element element) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            object.put("@" + attribute.getNodeName(), attribute.getNodeValue());
        }
        StringBuilder text = new StringBuilder();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                append(object, inner.getTagName(), toJson(inner));
            } else if (child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE) {
                text.append(child.getNodeValue());
            }
        }
        if (object.isEmpty()) {
            return element.hasChildNodes() ? TextNode.valueOf(text.toString()) : NullNode.getInstance();
        }
        if (!text.toString().isBlank()) {
            object.put("#text", text.toString());
        }
        return object;
    }

    private static void append(ObjectNode object, String name, JsonNode value) {
        JsonNode present = object.get(name);
        if (present == null) {
            object.set(name, value);
        } else if (present instanceof ArrayNode several) {
            several.add(value);
        } else {
            object.set(name, JsonNodeFactory.instance.arrayNode().add(present).add(value));
        }
    }

    static Node fromJson(JsonNode value) {
        ObjectNode object = value.deepCopy();
        JsonNode declaration = object.remove(DECLARATION);
        if (object.size() != 1 || object.elements().next().isArray()) {
            throw new EvaluationFault("xml: the object must have exactly one property, which is no array");
        }
        Document document = builder().newDocument();
        if (declaration instanceof ObjectNode attributes) {
            document.setUserData(DECLARATION, attributes, null);
        }
        try {
            add(
                    document,
                    document,
                    object.fieldNames().next(),
                    object.elements().next());
        } catch (DOMException e) {
            throw new EvaluationFault("xml: a property has a name that no XML element can have", e);
        }
        return document;
    }

    private static void add(Document document, Node parent, String name, JsonNode value) {
        if (name.startsWith("@") && parent instanceof Element element) {
            element.setAttribute(name.substring(1), Texts.of(value));
        } else if (name.equals("#text")) {
            parent.appendChild(document.createTextNode(Texts.of(value)));
        } else if (value.isArray()) {
            value.forEach(item -> add(document, parent, name, item));
        } else {
            Element element = document.createElement(name);
            parent.appendChild(element);
            if (value.isObject()) {
                value.fields().forEachRemaining(field -> add(document, element, field.getKey(), field.getValue()));
            } else if (!value.isNull()) {
                element.appendChild(document.createTextNode(Texts.of(value)));
            }
        }
    }

    static JsonNode select(Document document, String path) {
        try {
            XPathEvaluationResult<?> result =
                    XPathFactory.newDefaultInstance().newXPath().evaluateExpression(path, document);
            return switch (result.type()) {
                case BOOLEAN -> BooleanNode.valueOf((Boolean) result.value());
                case NUMBER -> number((Double) result.value());
                case STRING -> TextNode.valueOf((String) result.value());
                default -> nodes((XPathNodes) result.value());
            };
        } catch (XPathExpressionException e) {
            throw new EvaluationFault("xpath: the path is not a valid XPath expression", e);
        }
    }

    private static JsonNode number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return TextNode.valueOf(String.valueOf(value));
        }
        BigDecimal number = BigDecimal.valueOf(value).stripTrailingZeros();
        return PipelineMathFunctions.node(number, number.scale() <= 0);
    }

    private static JsonNode nodes(XPathNodes nodes) {
        ArrayNode found = JsonNodeFactory.instance.arrayNode();
        nodes.forEach(node -> found.add(node instanceof Element ? write(node) : node.getNodeValue()));
        return found;
    }

    static String write(Node node) {
        try {
            TransformerFactory factory = TransformerFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            Transformer transformer = factory.newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter text = new StringWriter();
            if (node instanceof Document document
                    && document.getUserData(DECLARATION) instanceof ObjectNode declaration) {
                text.append("<?xml");
                declaration.fields().forEachRemaining(each -> text.append(' ')
                        .append(each.getKey().substring(1))
                        .append("=\"")
                        .append(Texts.of(each.getValue()))
                        .append('"'));
                text.append("?>");
            }
            transformer.transform(new DOMSource(node), new StreamResult(text));
            return text.toString();
        } catch (TransformerConfigurationException e) {
            throw new IllegalStateException(e);
        } catch (TransformerException e) {
            // Made of JSON, whose names may have any prefix.
            throw new EvaluationFault("the XML has a name whose prefix stands for no namespace", e);
        }
    }

    private static DocumentBuilder builder() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
