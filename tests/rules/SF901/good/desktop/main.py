from kivy.app import App
from kivy.uix.label import Label


class Notes(App):
    def build(self):
        return Label(text="notes")


Notes().run()
