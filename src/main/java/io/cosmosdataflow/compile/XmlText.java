package io.cosmosdataflow.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * XML to JSON of a given type: an element is a field, an attribute a field {@code @name}, the text of an element
 * that has fields too is {@code _value_}, and an element that may come several times is an array.
 *
 * <p>Source: Microsoft Learn, format-xml.
 */
final class XmlText implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String TEXT = "_value_";

    private final DataType type;
    private final boolean namespaces;

    /** @param namespaces whether names keep their prefix, {@code a:name} */
    XmlText(DataType type, boolean namespaces) {
        this.type = type;
        this.namespaces = namespaces;
    }

    private record Element(String name, List<Element> children, StringBuilder text) {
        Element(String name) {
            this(name, new ArrayList<>(), new StringBuilder());
        }
    }

    /** Null if the text is no XML. Document types are not read, so nothing outside the text is. */
    String json(String text) {
        if (text == null) {
            return null;
        }
        try {
            Element document = new Element("");
            document.children().add(read(text));
            return value(List.of(document), type).toString();
        } catch (XMLStreamException e) {
            return null;
        }
    }

    private Element read(String text) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text.strip()));
        List<Element> open = new ArrayList<>();
        Element root = null;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                Element element = element(reader);
                if (open.isEmpty()) {
                    root = element;
                } else {
                    open.get(open.size() - 1).children().add(element);
                }
                open.add(element);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                open.remove(open.size() - 1);
            } else if (event == XMLStreamConstants.CHARACTERS && !open.isEmpty()) {
                open.get(open.size() - 1).text().append(reader.getText());
            }
        }
        if (root == null) {
            throw new XMLStreamException("There is no element.");
        }
        return root;
    }

    private Element element(XMLStreamReader reader) {
        Element element = new Element(name(reader.getPrefix(), reader.getLocalName()));
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            Element attribute = new Element("@" + name(reader.getAttributePrefix(i), reader.getAttributeLocalName(i)));
            attribute.text().append(reader.getAttributeValue(i));
            element.children().add(attribute);
        }
        return element;
    }

    private String name(String prefix, String local) {
        return namespaces && prefix != null && !prefix.isEmpty() ? prefix + ":" + local : local;
    }

    private static JsonNode value(List<Element> elements, DataType type) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (type instanceof ArrayType array) {
            ArrayNode items = nodes.arrayNode();
            elements.forEach(element -> items.add(value(List.of(element), array.elementType())));
            return items;
        }
        Element element = elements.get(0);
        if (!(type instanceof StructType struct)) {
            return nodes.textNode(element.text().toString().strip());
        }
        ObjectNode object = nodes.objectNode();
        for (StructField field : struct.fields()) {
            List<Element> named = element.children().stream()
                    .filter(child -> child.name().equals(field.name()))
                    .toList();
            if (!named.isEmpty()) {
                object.set(field.name(), value(named, field.dataType()));
            } else if (field.name().equals(TEXT)) {
                object.put(TEXT, element.text().toString().strip());
            }
        }
        return object;
    }
}
