"""A key in software, which answers as a browser does; and keys and sign-ins of people."""

import hashlib
import json
import secrets

import factory
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.sessions.backends.db import SessionStore
from factory.django import DjangoModelFactory
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from panya.base.core.random_ids import random_id
from panya.shared.people.models import SignIn
from tests.factories.people import UserFactory

_FLAG = AuthenticatorData.FLAG


class SoftKey:
    """One passkey; `make` answers creation options, `show` answers a challenge."""

    def __init__(self, site: str = "http://testserver", host: str = "testserver") -> None:
        self.site, self.rp_hash = site, hashlib.sha256(host.encode()).digest()
        self.private, self.id, self.owner, self.counter = ec.generate_private_key(ec.SECP256R1()), b"", b"", 0

    def make(self, options: dict) -> str:
        public = options["publicKey"]
        self.id, self.owner = secrets.token_bytes(32), websafe_decode(public["user"]["id"])
        key = AttestedCredentialData.create(
            Aaguid(bytes(16)), self.id, ES256.from_cryptography_key(self.private.public_key())
        )
        flags = _FLAG.UP | _FLAG.UV | _FLAG.AT
        data = AuthenticatorData.create(self.rp_hash, flags, self.counter, bytes(key))
        made = AttestationObject.create("none", data, {})
        client = self._client_data("webauthn.create", public["challenge"])
        return self._answer(clientDataJSON=bytes(client), attestationObject=bytes(made))

    def show(self, options: dict, *, verified: bool = True, challenge: str = "") -> str:
        self.counter += 1
        flags = _FLAG.UP | (_FLAG.UV if verified else _FLAG(0))
        data = AuthenticatorData.create(self.rp_hash, flags, self.counter)
        client = self._client_data("webauthn.get", challenge or options["publicKey"]["challenge"])
        signature = self.private.sign(bytes(data) + client.hash, ec.ECDSA(hashes.SHA256()))
        return self._answer(
            clientDataJSON=bytes(client), authenticatorData=bytes(data), signature=signature, userHandle=self.owner
        )

    def _client_data(self, kind: str, challenge: str) -> CollectedClientData:
        return CollectedClientData.create(kind, websafe_decode(challenge), self.site)

    def _answer(self, **parts: bytes) -> str:
        key_id = websafe_encode(self.id)
        response = {name: websafe_encode(part) for name, part in parts.items()}
        whole = {"id": key_id, "rawId": key_id, "type": "public-key", "response": response}
        return json.dumps(whole | {"clientExtensionResults": {}})


class PasskeyFactory(DjangoModelFactory):
    class Meta:
        model = Authenticator
        exclude = ("name", "key")

    user = factory.SubFactory(UserFactory)
    type = Authenticator.Type.WEBAUTHN
    name = "โทรศัพท์"
    key = factory.LazyFunction(SoftKey)

    @factory.lazy_attribute
    def data(self):
        options = {"publicKey": {"user": {"id": websafe_encode(self.user.public_id.encode())}, "challenge": "AAAA"}}
        answer = json.loads(self.key.make(options))
        return {"name": self.name, "credential": answer, "public_id": random_id(), "counter": 0}


def _new_session() -> str:
    session = SessionStore()
    session.create()
    return session.session_key


class SignInFactory(DjangoModelFactory):
    """A browser in which the person is signed in."""

    class Meta:
        model = SignIn

    person = factory.SubFactory(UserFactory)
    session_key = factory.LazyFunction(_new_session)
    device = "Firefox · Linux"
    address = "xxx.0.xxx.xxx"
