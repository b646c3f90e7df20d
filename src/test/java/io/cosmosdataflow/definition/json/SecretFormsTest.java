package io.cosmosdataflow.definition.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each form of a secret is made by the JDK, or by Jackson. */
class SecretFormsTest {

    private static final List<String> SECRETS = List.of(
            "p@ss/w+rd= 1&2",
            "a\"quoted\\one\"",
            "<tag attribute='x'>",
            "dXNlcjpsb25nc2VjcmV0/+==",
            "pässwörd-\uD83D\uDE00",
            "100%sure",
            "hush");

    static Map<String, String> forms(String secret) throws Exception {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        String json = new ObjectMapper().writeValueAsString(secret);
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("as it is", secret);
        forms.put("form", form);
        forms.put("URL", form.replace("+", "%20"));
        forms.put("URL with small digits", smallDigits(form));
        forms.put("all of a URL", allOctets(bytes));
        forms.put("JSON", json.substring(1, json.length() - 1));
        forms.put("JSON in JSON", new ObjectMapper().writeValueAsString(json));
        forms.put("JSON of letters alone", asUnicodeEscapes(secret));
        forms.put("XML", xml(secret));
        forms.put("XML by numbers", numbers(secret));
        forms.put("Base64", Base64.getEncoder().encodeToString(bytes));
        forms.put("Base64 of URLs", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        forms.put(
                "Base64 in a URL",
                URLEncoder.encode(Base64.getEncoder().encodeToString(bytes), StandardCharsets.UTF_8));
        for (String user : List.of("u", "me", "you")) {
            byte[] both = (user + ":" + secret + "\n").getBytes(StandardCharsets.UTF_8);
            forms.put("Base64 behind " + user, Base64.getEncoder().encodeToString(both));
        }
        return forms;
    }

    private static String smallDigits(String form) {
        return java.util.regex.Pattern.compile("%..").matcher(form).replaceAll(each -> each.group()
                .toLowerCase(java.util.Locale.ROOT));
    }

    private static String allOctets(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte each : bytes) {
            text.append(String.format("%%%02X", each));
        }
        return text.toString();
    }

    private static String asUnicodeEscapes(String secret) {
        StringBuilder text = new StringBuilder();
        for (char each : secret.toCharArray()) {
            text.append(String.format("\\u%04x", (int) each));
        }
        return text.toString();
    }

    private static String xml(String secret) throws Exception {
        StringWriter text = new StringWriter();
        XMLStreamWriter writer = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
        writer.writeStartElement("e");
        writer.writeCharacters(secret);
        writer.writeEndElement();
        writer.close();
        return text.toString().replaceFirst("^<e>", "").replaceFirst("</e>$", "");
    }

    private static String numbers(String secret) {
        StringBuilder text = new StringBuilder();
        secret.codePoints()
                .forEach(each ->
                        text.append("&#x").append(Integer.toHexString(each)).append(';'));
        return text.toString();
    }

    static Stream<Arguments> eachForm() throws Exception {
        Stream.Builder<Arguments> all = Stream.builder();
        for (String secret : SECRETS) {
            forms(secret).forEach((name, form) -> all.add(Arguments.of(secret, name, form)));
        }
        return all.build();
    }

    @ParameterizedTest
    @MethodSource("eachForm")
    void eachFormIsHidden(String secret, String name, String form) {
        SecretForms forms = SecretForms.of(List.of("another secret", secret));

        String shown = forms.masked("Before: {" + form + "}, and (" + form + ") after.");

        assertThat(shown)
                .doesNotContain(form)
                .matches("Before: \\{\\W*\\*\\*\\*\\W*\\}, and \\(\\W*\\*\\*\\*\\W*\\) after\\.");
        assertThat(forms.in(form)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "The key is wrong: 100% sure., hush",
        "aHVzYg==, hush",
        "%zz %2 &#; &none; \\u12, hush",
        "abc abc, abc",
        "anything, ''"
    })
    void whatHasNoSecretStaysAsItIs(String text, String secret) {
        assertThat(SecretForms.of(List.of(secret)).masked(text)).isEqualTo(text);
        assertThat(SecretForms.of(List.of(secret)).in(text)).isFalse();
    }

    /** What is around an escape keeps its place. */
    @Test
    void onlyTheSecretGoes() {
        assertThat(SecretForms.of(List.of("a b", "x&yz")).masked("%C3%A4 x&amp;yz %C3%A4\\n x%26yzz"))
                .isEqualTo("%C3%A4 *** %C3%A4\\n ***z");
    }

    @Test
    void secretsThatOverlapGoTogether() {
        assertThat(SecretForms.of(List.of("longsecret", "secretary")).masked("a longsecretary"))
                .isEqualTo("a ***");
    }

    /** A long answer of a server takes no time to speak of. */
    @Test
    void aLongTextIsRead() {
        String text = "%41\\u0042&amp;".repeat(300_000) + "hush%2Dhush";

        assertThat(SecretForms.of(List.of("hush-hush")).masked(text)).endsWith("&amp;***");
    }
}
