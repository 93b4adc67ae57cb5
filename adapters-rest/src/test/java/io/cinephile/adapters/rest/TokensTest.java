package io.cinephile.adapters.rest;

import static io.cinephile.adapters.rest.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that accepts tokens of a provider whose key it knows. */
@QuarkusTest
@TestProfile(TokensTest.WithProvider.class)
class TokensTest {
  private static final String ISSUER = "https://login.example";
  private static final String PROVIDERS_KEY = "test.providers-private-key";

  @Inject TestPorts ports;

  @ConfigProperty(name = PROVIDERS_KEY)
  String providersKey;

  public static final class WithProvider implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      KeyPair provider = keyPair();
      return Map.of(
          PROVIDERS_KEY,
          base64(provider.getPrivate()),
          "cinephile.oidc.enabled",
          "true",
          "cinephile.oidc.user-claim",
          "movielens_id",
          "quarkus.oidc.token.issuer",
          ISSUER,
          "quarkus.oidc.public-key",
          base64(provider.getPublic()));
    }
  }

  @BeforeEach
  void serve() {
    ports.reset();
    ports.serveGeneration();
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(Key key) {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  private PrivateKey provider() {
    try {
      return KeyFactory.getInstance("RSA")
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(providersKey)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JwtClaimsBuilder token() {
    return Jwt.issuer(ISSUER).subject("1").expiresIn(Duration.ofMinutes(5));
  }

  private RequestSpecification with(JwtClaimsBuilder token) {
    return with(token, provider());
  }

  private static RequestSpecification with(JwtClaimsBuilder token, PrivateKey signer) {
    return given().header("Authorization", "Bearer " + token.sign(signer));
  }

  private static String recommendations(String user) {
    return "/api/v1/users/%s/recommendations".formatted(user);
  }

  @Test
  void aUserReachesTheirOwnDataAlone() {
    with(token().claim("movielens_id", "1")).get(recommendations("1")).then().statusCode(200);
    for (String other : new String[] {"2", "11", "1a"}) {
      with(token().claim("movielens_id", "1"))
          .get(recommendations(other))
          .then()
          .spec(problem(403, "forbidden"))
          .body("role", equalTo("service"));
    }
    with(token().claim("movielens_id", "1"))
        .get("/api/v1/groups/1/recommendations")
        .then()
        .spec(problem(403, "forbidden"));
    with(token().claim("movielens_id", "1")).get("/api/v1/movies/1").then().statusCode(200);
  }

  @Test
  void aUserMayBeANumber() {
    with(token().claim("movielens_id", 1)).get(recommendations("1")).then().statusCode(200);
    with(token().claim("movielens_id", 1)).get(recommendations("2")).then().statusCode(403);
  }

  @Test
  void noOtherClaimNamesTheUser() {
    with(token()).get(recommendations("1")).then().spec(problem(403, "forbidden"));
  }

  @ParameterizedTest
  @CsvSource({"service, 200, 403", "admin, 403, 200", "read, 403, 403", "root, 403, 403"})
  void theRolesOfATokenAreThoseOfKeys(String role, int user, int admin) {
    JwtClaimsBuilder token = token().claim("roles", Set.of(role));
    String signed = token.sign(provider());
    given().auth().oauth2(signed).get(recommendations("1")).then().statusCode(user);
    given().auth().oauth2(signed).get("/api/v1/admin/models").then().statusCode(admin);
  }

  @Test
  void aGroupIsNoRole() {
    with(token().groups("admin")).get("/api/v1/admin/models").then().statusCode(403);
  }

  @Test
  void aTokenThatIsNotInOrderIsRefusedEverywhere() {
    String path = "/api/v1/movies/1";
    with(token(), keyPair().getPrivate()).get(path).then().spec(problem(401, "unauthenticated"));
    with(token().expiresAt(Instant.now().minusSeconds(600)))
        .get(path)
        .then()
        .spec(problem(401, "unauthenticated"));
    with(token().issuer("https://elsewhere.example"))
        .get(path)
        .then()
        .spec(problem(401, "unauthenticated"))
        .header("WWW-Authenticate", ApiKeyMechanism.CHALLENGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b.c", "not-a-key", "..", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."})
  void whatIsNeitherKeyNorTokenIsRefused(String bearer) {
    given()
        .header("Authorization", "Bearer " + bearer)
        .get("/api/v1/movies/1")
        .then()
        .spec(problem(401, "unauthenticated"));
  }

  @Test
  void keysGoOnWorking() {
    given()
        .header("Authorization", "Bearer " + TestUseCases.SERVICE_KEY)
        .get(recommendations("1"))
        .then()
        .statusCode(200);
    Callers.service().get(recommendations("1")).then().statusCode(200);
    given().get("/api/v1/movies/1").then().statusCode(200);
    given().get(recommendations("1")).then().spec(problem(401, "unauthenticated"));
  }
}
