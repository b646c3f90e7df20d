/** The SQL of Azure Cosmos DB for NoSQL. Source: Microsoft Learn, "Queries in Azure Cosmos DB for NoSQL". */
grammar CosmosSql;

query
    : select EOF
    ;

/** The condition of a patch: FROM and WHERE only. */
patchCondition
    : fromClause whereClause? EOF
    ;

select
    : SELECT DISTINCT? topClause? projection fromClause? whereClause? groupByClause? orderByClause? offsetLimitClause?
    ;

topClause
    : TOP count
    ;

projection
    : STAR                              # everything
    | VALUE expression                  # singleValue
    | selectItem (COMMA selectItem)*    # items
    ;

selectItem
    : expression (AS? IDENTIFIER)?
    ;

fromClause
    : FROM input (JOIN input)*
    ;

input
    : IDENTIFIER IN source        # iteratedInput
    | source (AS? IDENTIFIER)?    # aliasedInput
    ;

source
    : IDENTIFIER pathStep*     # pathSource
    | LPAREN select RPAREN     # querySource
    ;

pathStep
    : DOT propertyName
    | LBRACKET (STRING | NUMBER) RBRACKET
    ;

whereClause
    : WHERE expression
    ;

groupByClause
    : GROUP BY expression (COMMA expression)*
    ;

orderByClause
    : ORDER BY orderKey (COMMA orderKey)*
    ;

orderKey
    : expression direction=(ASC | DESC)?
    ;

offsetLimitClause
    : OFFSET offset=count LIMIT limit=count
    ;

count
    : NUMBER
    | PARAMETER
    ;

expression
    : coalescing (QUESTION expression COLON expression)?
    ;

coalescing
    : disjunction (COALESCE disjunction)*
    ;

disjunction
    : conjunction (OR conjunction)*
    ;

conjunction
    : negation (AND negation)*
    ;

negation
    : NOT negation
    | predicate
    ;

predicate
    : operand test*
    ;

test
    : op=(EQ | NE | LT | LE | GT | GE) operand         # comparison
    | NOT? IN LPAREN expression (COMMA expression)* RPAREN    # membership
    | NOT? BETWEEN operand AND operand                 # between
    | NOT? LIKE operand (ESCAPE STRING)?               # like
    ;

operand
    : operand DOT propertyName                         # member
    | operand LBRACKET expression RBRACKET             # index
    | op=(PLUS | MINUS | TILDE) operand                # unary
    | operand op=(STAR | SLASH | PERCENT) operand      # binary
    | operand op=(PLUS | MINUS | CONCAT) operand       # binary
    | operand op=(SHL | SHR | USHR) operand            # binary
    | operand op=AMP operand                           # binary
    | operand op=CARET operand                         # binary
    | operand op=PIPE operand                          # binary
    | IDENTIFIER LPAREN (expression (COMMA expression)*)? RPAREN    # call
    | UDF DOT IDENTIFIER LPAREN (expression (COMMA expression)*)? RPAREN    # userCall
    | ARRAY LPAREN select RPAREN                       # arraySubquery
    | EXISTS LPAREN select RPAREN                      # existsSubquery
    | LPAREN select RPAREN                             # scalarSubquery
    | LPAREN expression RPAREN                         # parenthesis
    | LBRACKET (expression (COMMA expression)*)? RBRACKET     # arrayLiteral
    | LBRACE (property (COMMA property)*)? RBRACE      # objectLiteral
    | literal                                          # constant
    | PARAMETER                                        # parameter
    | IDENTIFIER                                       # name
    ;

property
    : (STRING | propertyName) COLON expression
    ;

literal
    : STRING
    | NUMBER
    | TRUE
    | FALSE
    | NULL
    | UNDEFINED
    ;

propertyName
    : IDENTIFIER
    | AND | ARRAY | AS | ASC | BETWEEN | BY | DESC | DISTINCT | ESCAPE | EXISTS | FALSE | FROM | GROUP | IN | JOIN
    | LIKE | LIMIT | NOT | NULL | OFFSET | OR | ORDER | SELECT | TOP | TRUE | UDF | UNDEFINED | VALUE | WHERE
    ;

AND       : A N D ;
ARRAY     : A R R A Y ;
AS        : A S ;
ASC       : A S C ;
BETWEEN   : B E T W E E N ;
BY        : B Y ;
DESC      : D E S C ;
DISTINCT  : D I S T I N C T ;
ESCAPE    : E S C A P E ;
EXISTS    : E X I S T S ;
FALSE     : F A L S E ;
FROM      : F R O M ;
GROUP     : G R O U P ;
IN        : I N ;
JOIN      : J O I N ;
LIKE      : L I K E ;
LIMIT     : L I M I T ;
NOT       : N O T ;
NULL      : N U L L ;
OFFSET    : O F F S E T ;
OR        : O R ;
ORDER     : O R D E R ;
SELECT    : S E L E C T ;
TOP       : T O P ;
TRUE      : T R U E ;
UDF       : U D F ;
UNDEFINED : U N D E F I N E D ;
VALUE     : V A L U E ;
WHERE     : W H E R E ;

EQ : '=' ;
NE : '!=' | '<>' ;
LE : '<=' ;
GE : '>=' ;
USHR : '>>>' ;
SHL : '<<' ;
SHR : '>>' ;
LT : '<' ;
GT : '>' ;
CONCAT : '||' ;
COALESCE : '??' ;
QUESTION : '?' ;
COLON : ':' ;
PLUS : '+' ;
MINUS : '-' ;
STAR : '*' ;
SLASH : '/' ;
PERCENT : '%' ;
TILDE : '~' ;
AMP : '&' ;
PIPE : '|' ;
CARET : '^' ;
LPAREN : '(' ;
RPAREN : ')' ;
LBRACKET : '[' ;
RBRACKET : ']' ;
LBRACE : '{' ;
RBRACE : '}' ;
COMMA : ',' ;
DOT : '.' ;

PARAMETER : '@' [\p{L}\p{N}_$]+ ;
IDENTIFIER : [\p{L}_$] [\p{L}\p{N}_$]* ;
NUMBER : (DIGIT+ ('.' DIGIT*)? | '.' DIGIT+) ([eE] [+-]? DIGIT+)? ;
STRING
    : '"' (~["\\] | '\\' .)* '"'
    | '\'' (~['\\] | '\\' .)* '\''
    ;

COMMENT : '--' ~[\r\n]* -> skip ;
SPACE : [\p{White_Space}\uFEFF]+ -> skip ;
UNEXPECTED : . ;

fragment DIGIT : [0-9] ;
fragment A : [aA] ;
fragment B : [bB] ;
fragment C : [cC] ;
fragment D : [dD] ;
fragment E : [eE] ;
fragment F : [fF] ;
fragment G : [gG] ;
fragment H : [hH] ;
fragment I : [iI] ;
fragment J : [jJ] ;
fragment K : [kK] ;
fragment L : [lL] ;
fragment M : [mM] ;
fragment N : [nN] ;
fragment O : [oO] ;
fragment P : [pP] ;
fragment R : [rR] ;
fragment S : [sS] ;
fragment T : [tT] ;
fragment U : [uU] ;
fragment V : [vV] ;
fragment W : [wW] ;
fragment X : [xX] ;
fragment Y : [yY] ;
