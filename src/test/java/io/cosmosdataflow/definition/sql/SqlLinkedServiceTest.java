package io.cosmosdataflow.definition.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.Issues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlLinkedServiceTest {

    private static final String VAULT =
            "{'type':'AzureKeyVaultSecret','store':{'referenceName':'kv','type':'LinkedServiceReference'},'secretName':'s'}";

    private final Issues issues = new Issues();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            AzureSqlDatabase | {'connectionString':'Server=tcp:shop.database.windows.net,1433;Initial Catalog=shop;User ID=me;Password=hid;den'} | shop.database.windows.net:1433/shop
            AzureSqlDatabase | {'connectionString':'Server=tcp:h,1500;Initial Catalog=shop;User ID=me;Password=^hid;den^'} | h:1500/shop
            SqlServer        | {'connectionString':'Data Source=h\\\\inst;Initial Catalog=shop;Integrated Security=False;User ID=me;Password={hid;den}'} | h\\inst/shop
            AzureSqlDW       | {'server':'h,1500','database':'shop','authenticationType':'SQL','userName':'me','password':{'type':'SecureString','value':'hid;den'}} | h:1500/shop
            AzureSqlMI       | {'connectionString':{'type':'SecureString','value':'data source=.;DATABASE=shop;uid=me;pwd=^hid;den^'}} | localhost/shop
            PostgreSql       | {'connectionString':'host=h;database=shop;port=5433;uid=me;EncryptionMethod=0','password':{'type':'SecureString','value':'hid;den'}} | h:5433/shop
            PostgreSqlV2     | {'server':'h:5433','database':'shop','username':'me','password':'hid;den','sslMode':2,'authenticationType':'Basic'} | h:5433/shop
            MySql            | {'connectionString':'Server=h;Port=3307;Database=shop;UID=me;PWD={hid;den}'} | h:3307/shop
            MariaDB          | {'server':'h','port':'3307','database':'shop','username':'me','password':'hid;den','driverVersion':'v2'} | h:3307/shop
            Oracle           | {'connectionString':'Host=h;Port=1522;Sid=shop;User Id=me;Password={hid;den};'} | h:1522/shop
            Oracle           | {'connectionString':'host=h;port=1522;serviceName=shop;user id=me','password':'hid;den'} | h:1522/shop
            Oracle           | {'server':'h:1522/shop','username':'me','password':'hid;den','authenticationType':'Basic'} | h:1522/shop
            """)
    void aUserWithAPasswordIsFoundInAllItsForms(String type, String typeProperties, String address) {
        Optional<SqlLinkedService> service = read(type, typeProperties);

        boolean cut = typeProperties.contains("Password=hid;den'");
        assertThat(found())
                .isEqualTo(cut ? List.of("InvalidProperty: Part 5 of the connection string has no '='.") : List.of());
        assertThat(service).hasValueSatisfying(sql -> {
            assertThat(sql.address()).hasToString(address);
            assertThat(sql.login().user()).isEqualTo("me");
            assertThat(sql.login().password().reveal()).isEqualTo(cut ? "hid" : "hid;den");
            assertThat(sql.toString()).doesNotContain("hid");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            SqlServer        | {}                                                                   | MissingProperty: 'server' of linked service 'db' is missing.
            SqlServer        | {'connectionString':'Initial Catalog=d;User ID=u;Password=hidden'}   | MissingProperty: The connection string of linked service 'db' has no Data Source.
            SqlServer        | {'connectionString':'Data Source=h;User ID=u;Password=hidden'}       | MissingProperty: The connection string of linked service 'db' has no Database.
            MySql            | {'connectionString':'Server=h;Database=d;Password=hidden'}           | MissingProperty: The connection string of linked service 'db' has no User ID.
            MariaDB          | {'server':'h','username':'u','password':'hidden'}                    | MissingProperty: 'database' of linked service 'db' is missing.
            PostgreSqlV2     | {'server':'h','database':'d','username':'u'}                         | UnresolvedSecret: The password of linked service 'db' is not in its definition.
            SqlServer        | {'connectionString':'Server=h;Database=d;User ID=u;Password=*****'}  | UnresolvedSecret: The password of linked service 'db' is not in its definition.
            SqlServer        | {'connectionString':'Server=h;Database=d;User ID=u','encryptedCredential':'eyJ'} | UnresolvedSecret: The password of linked service 'db' is encrypted by Data Factory.
            SqlServer        | {'connectionString':'Server=h;Database=d;User ID=u','password':VAULT} | UnresolvedSecret: 'password' of linked service 'db' is kept in Azure Key Vault, so its value is not in the factory.
            SqlServer        | {'connectionString':VAULT}                                           | UnresolvedSecret: 'connectionString' of linked service 'db' is kept in Azure Key Vault, so its value is not in the factory.
            PostgreSql       | {'connectionString':'host=a b:c;database=d;uid=u;password=hidden'}   | InvalidProperty: The server 'a b:c' of linked service 'db' cannot be read.
            PostgreSqlV2     | {'server':'h','database':'d','username':'u','password':'x','port':'99999'} | InvalidProperty: 'port' of linked service 'db' is '99999'; allowed: 1 to 65535.
            PostgreSqlV2     | {'server':'h','database':'d','username':'u','password':'x','sslMode':'9'} | InvalidProperty: 'sslMode' of linked service 'db' is '9', which is none of its words and numbers.
            AzureSqlDatabase | {'connectionString':'Data Source=h;Initial Catalog=d'}               | UnsupportedAuthentication: System-assigned managed identity authentication of linked service 'db' is not supported; only a user with a password is.
            AzureSqlDatabase | {'server':'h','database':'d','authenticationType':'SystemAssignedManagedIdentity'} | UnsupportedAuthentication: System-assigned managed identity authentication of linked service 'db' is not supported; only a user with a password is.
            AzureSqlDatabase | {'connectionString':'Data Source=h;Initial Catalog=d','servicePrincipalId':'x','servicePrincipalKey':'hidden','tenant':'t'} | UnsupportedAuthentication: Service principal authentication of linked service 'db' is not supported; only a user with a password is.
            AzureSqlDatabase | {'connectionString':'Data Source=h;Initial Catalog=d','credential':{'referenceName':'c','type':'CredentialReference'}} | UnsupportedAuthentication: User-assigned managed identity authentication of linked service 'db' is not supported; only a user with a password is.
            SqlServer        | {'connectionString':'Data Source=h;Initial Catalog=d;Integrated Security=True','userName':'d/u','password':'hidden'} | UnsupportedAuthentication: Windows authentication of linked service 'db' is not supported; only a user with a password is.
            """)
    void whatIsWrongIsSaid(String type, String typeProperties, String expected) {
        read(type, typeProperties);

        assertThat(issues.hasErrors()).isTrue();
        assertThat(found()).contains(expected);
        assertThat(issues.all().toString()).doesNotContain("hidden");
    }

    @Test
    void aPasswordInTheConnectionStringWinsOverAnIdentity() {
        assertThat(read(
                        "AzureSqlDatabase",
                        "{'authenticationType':'UserAssignedManagedIdentity','credential':{'referenceName':'c','type':'CredentialReference'},"
                                + "'connectionString':'Server=h;Database=d;User ID=u;Password=p'}"))
                .isPresent();
        assertThat(found()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            SqlServer        | {'connectionString':'Server=h;Database=d;User ID=u;Password=p;Encrypt=True'}   | VERIFY_SERVER
            SqlServer        | {'connectionString':'Server=h;Database=d;User ID=u;Password=p'}                | DISABLED
            AzureSqlDatabase | {'connectionString':'Server=h;Database=d;User ID=u;Password=p'}                |
            AzureSqlDatabase | {'server':'h','database':'d','userName':'u','password':'p','encrypt':'strict'} | STRICT
            AzurePostgreSql  | {'connectionString':'host=h;database=d;uid=u;password=p;EncryptionMethod=1;ValidateServerCertificate=1'} | VERIFY_CA
            AzurePostgreSql  | {'server':'h','database':'d','username':'u','password':'p','sslMode':5}        | VERIFY_SERVER
            MySql            | {'connectionString':'Server=h;Database=d;UID=u;PWD=p;SSLMode=4'}               | VERIFY_SERVER
            MySql            | {'connectionString':'Server=h;Database=d;UID=u;PWD=p'}                         |
            AzureMySql       | {'connectionString':'Server=h;Database=d;UID=u;PWD=p'}                         | REQUIRED
            """)
    void encryptionIsReadUnderTheNameOfEachConnector(String type, String typeProperties, SqlEncryption expected) {
        assertThat(read(type, typeProperties).orElseThrow().protection().encryption())
                .isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void timeoutsAndOptionsOfTheConnectionAreKept() {
        SqlLinkedService service = read(
                        "AzureSqlDatabase",
                        "{'server':'h','database':'d','userName':'u','password':'p','connectTimeout':30,'commandTimeout':'90',"
                                + "'trustServerCertificate':true,'applicationIntent':'ReadOnly','pooling':false}")
                .orElseThrow();

        assertThat(found()).isEmpty();
        assertThat(service.timeouts().connect()).isEqualTo(OptionalInt.of(30));
        assertThat(service.timeouts().command()).isEqualTo(OptionalInt.of(90));
        assertThat(service.protection().trustServerCertificate()).isTrue();
        assertThat(service.options()).isEqualTo(Map.of("applicationIntent", "ReadOnly"));
    }

    @Test
    void theDatabaseOfLocalModeIsTheOneOfTheDefinitionElseTheServicesName() {
        assertThat(SqlLinkedService.localDatabase(
                        service("SqlServer", "{'connectionString':'Server=h;Database=shop'}")))
                .isEqualTo("shop");
        assertThat(SqlLinkedService.localDatabase(service("SqlServer", "{'connectionString':" + VAULT + "}")))
                .isEqualTo("db");
    }

    private List<String> found() {
        return issues.all().stream()
                .map(issue -> issue.code() + ": " + issue.message())
                .toList();
    }

    private Optional<SqlLinkedService> read(String type, String typeProperties) {
        return SqlLinkedService.read(service(type, typeProperties), issues);
    }

    private static LinkedService service(String type, String typeProperties) {
        String json = typeProperties.replace("VAULT", VAULT).replace('\'', '"').replace('^', '\'');
        JsonObject object = (JsonObject) JsonReader.read("db.json", json);
        return new LinkedService("db", type, object, Map.of(), Optional.empty(), object.span(), object);
    }
}
