package io.cosmosdataflow.store.sql.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source: PostgreSQL, "Lexical Structure"; Microsoft Learn, "Database identifiers" for brackets. */
class SqlPiecesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            a; b ; | a,b
            ;; ; |
            'a;''b'; c | 'a;''b',c
            "a;b";c | "a;b",c
            [a;b];c | [a;b],c
            a -- x;y | a -- x;y
            /* a;b */ c;d | /* a;b */ c,d
            $$ a;b $$;c | $$ a;b $$,c
            $x$ a;$$;b $x$;c | $x$ a;$$;b $x$,c
            E'a\\';b';c | E'a\\';b',c
            LIKE'a\\';b | LIKE'a\\',b
            $1;$2 | $1,$2
            'a;b | 'a;b
            """)
    void semicolonsDivideStatementsOutsideOfQuotesAndComments(String text, String statements) {
        assertThat(new SqlPieces(text, true).statements())
                .isEqualTo(statements == null ? List.of() : List.of(statements.split(",")));
    }

    @Test
    void bracketsQuoteNamesInOneDatabaseOnly() {
        assertThat(new SqlPieces("a[1;2]", false).statements()).containsExactly("a[1", "2]");
    }

    @Test
    void aCommentEndsWithItsLine() {
        assertThat(new SqlPieces("a -- x;\nb;c", true).statements()).containsExactly("a -- x;\nb", "c");
    }

    @Test
    void onlyCodeIsMapped() {
        assertThat(new SqlPieces("x = 'x' -- x\n+ [x] /* x */ x", true).mapped(code -> code.replace("x", "y")))
                .isEqualTo("y = 'x' -- x\n+ [x] /* x */ y");
    }

    /** As long as a hostile text likes. */
    @Test
    void longTextsAreRead() {
        String text = "'" + "''".repeat(200_000) + "';" + "E'" + "\\'".repeat(200_000) + "';" + "/*".repeat(100_000);

        assertThat(new SqlPieces(text, true).statements()).hasSize(3);
    }
}
