use armoire::{
    client::{
        account::{
            DeviceSecret, PasskeySecret, name::open_name, passkey::passkey_input as input_of,
            pocket::pocket_key as key_of,
        },
        hazmat::Pin,
    },
    protocol::{Refusal, bytes::encode},
};
use serde_json::{Value, json};

use super::Input;

pub fn device_slot(input: &Input<'_>) -> Result<Value, Refusal> {
    let device = DeviceSecret::from_secret(input.key("secret"));
    let pin: Pin = input.text("pin").parse()?;
    let place = (input.parsed("account"), input.parsed("slot"));
    let key = device.open_slot(&pin, &input.key("pepper"), place, &input.bytes("sealed"))?;
    Ok(json!({
        "find": device.find(),
        "auth": encode(device.proof(&pin).expose_secret_bytes()),
        "account_key": encode(key.expose_secret_bytes()),
    }))
}

pub fn passkey_slot(input: &Input<'_>) -> Result<Value, Refusal> {
    let passkey = PasskeySecret::from_secret(input.key("secret"));
    let key = passkey.open_slot(input.parsed("account"), input.parsed("slot"), &input.bytes("sealed"))?;
    Ok(json!({
        "find": passkey.find(),
        "auth": encode(passkey.auth().expose_secret_bytes()),
        "account_key": encode(key.expose_secret_bytes()),
    }))
}

pub fn passkey_input(input: &Input<'_>) -> Result<Value, Refusal> {
    Ok(json!({"input": encode(&input_of(input.text("origin")))}))
}

pub fn pocket_key(input: &Input<'_>) -> Result<Value, Refusal> {
    let key = key_of(&input.key("device"), &input.text("code").parse()?, &input.array("salt"));
    Ok(json!({"key": encode(key.expose_secret_bytes())}))
}

pub fn name(input: &Input<'_>) -> Result<Value, Refusal> {
    let name = open_name(&input.key("account_key"), input.parsed("account"), input.text("id"), &input.bytes("sealed"))?;
    Ok(json!({"name": name}))
}
